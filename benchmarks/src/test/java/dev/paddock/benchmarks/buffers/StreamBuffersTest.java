package dev.paddock.benchmarks.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.wire.RecordedStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamBuffersTest {
  /** Counts and hands on; what it is told to do wrong, it does. */
  private static class Through implements StreamFramer {
    private final StreamFramer own = new OwnFramer();

    @Override
    public void drain(RecordedStream.Replay body, byte[] buffer, int wanted) throws IOException {
      own.drain(body, buffer, wanted);
    }

    @Override
    public int lines() {
      return own.lines();
    }

    @Override
    public String line(int index) {
      return own.line(index);
    }
  }

  private static void check(StreamFramer framer) {
    RecordedStream stream = RecordedStream.of(16);
    StreamBuffers.check("lying", framer, stream, stream.replay(1), new byte[64]);
  }

  @Test
  void all_adapters_find_the_same_lines() {
    new StreamBuffers().check();
    check(new Through());
  }

  @Test
  void a_framer_that_loses_the_last_line_is_not_timed() {
    assertThatThrownBy(
            () ->
                check(
                    new Through() {
                      @Override
                      public int lines() {
                        return super.lines() - (super.lines() > 1 ? 1 : 0);
                      }
                    }))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("16 lines");
  }

  @Test
  void a_framer_that_needs_no_bytes_for_its_first_line_is_not_timed() {
    assertThatThrownBy(
            () ->
                check(
                    new Through() {
                      @Override
                      public void drain(RecordedStream.Replay body, byte[] buffer, int wanted)
                          throws IOException {
                        if (wanted > 1) {
                          super.drain(body, buffer, wanted);
                        }
                      }
                    }))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("line 1 alone");
  }

  @ParameterizedTest
  @EnumSource(Framer.class)
  void no_framer_waits_for_more_than_the_first_chunk(Framer framer) throws Exception {
    RecordedStream stream = RecordedStream.of(64);
    for (int size : StreamBuffers.BUFFERS) {
      RecordedStream.Replay body = stream.replay(1);
      framer.adapter().drain(body, new byte[size], 1);
      assertThat(body.pieces()).as("%s, %d bytes", framer, size).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(Framer.class)
  void every_framer_can_be_used_again(Framer framer) throws Exception {
    RecordedStream stream = RecordedStream.of(64);
    RecordedStream.Replay body = stream.replay(8);
    StreamFramer adapter = framer.adapter();
    for (int i = 0; i < 3; i++) {
      body.rewind();
      adapter.drain(body, new byte[256], Integer.MAX_VALUE);
      assertThat(adapter.lines()).isEqualTo(65);
    }
  }

  @ParameterizedTest
  @EnumSource(Chunk.class)
  void chunks_of_another_number_of_lines_carry_the_same_lines(Chunk chunk) {
    assertThat(chunk.stream(20).lines()).isEqualTo(RecordedStream.of(20).lines());
  }

  @Test
  void a_body_comes_together_as_it_says() {
    RecordedStream stream = RecordedStream.of(20);
    assertThat(reads(stream.replay(1))).isEqualTo(22);
    assertThat(reads(stream.replay(8))).isEqualTo(3);
    assertThat(reads(stream.replay(Integer.MAX_VALUE))).isEqualTo(1);
    assertThat(stream.chunksOf(1)).isEqualTo(1);
    assertThat(stream.chunksOf(1024)).isBetween(8, 11);
    assertThat(stream.chunksOf(Integer.MAX_VALUE)).isEqualTo(21);
  }

  private static int reads(RecordedStream.Replay body) {
    byte[] room = new byte[65_536];
    int reads = 0;
    while (body.read(room) >= 0) {
      reads++;
      assertThat(body.pieces()).isEqualTo(reads);
    }
    return reads;
  }

  @Test
  void a_first_line_is_counted_as_one_operation() {
    StreamBuffers suite = new StreamBuffers();
    assertThat(suite.operations(Map.of("until", Level.of(Until.FIRST_LINE)))).isEqualTo(1);
    assertThat(suite.operations(Map.of("until", Level.of(Until.ANSWER))))
        .isEqualTo(StreamBuffers.TOKENS);
  }
}
