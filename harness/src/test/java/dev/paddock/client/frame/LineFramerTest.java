package dev.paddock.client.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFramerTest {
  private static final byte[] STREAM = "α\n\r\nzwei\r\n\ndrei ohne Ende".getBytes(UTF_8);

  @Test
  void a_line_split_anywhere_is_still_one_line() {
    for (int cut = 0; cut <= STREAM.length; cut++) {
      LineFramer framer = new LineFramer();
      framer.accept(STREAM, 0, cut);
      framer.accept(STREAM, cut, STREAM.length);
      assertThat(lines(framer)).as("cut at %d", cut).containsExactly("α", "", "zwei", "");
      assertThat(framer.pending()).isEqualTo("drei ohne Ende".length());
    }
  }

  @Test
  void bytes_after_the_last_line_end_are_not_lost_at_the_end_of_the_stream() {
    LineFramer framer = new LineFramer();
    framer.accept(STREAM, 0, STREAM.length);
    framer.finish();
    framer.finish();
    assertThat(lines(framer)).containsExactly("α", "", "zwei", "", "drei ohne Ende");
  }

  @Test
  void a_line_over_a_megabyte_and_many_lines_outgrow_the_first_memory() {
    LineFramer framer = new LineFramer();
    byte[] large = "x".repeat(1_500_000).getBytes(UTF_8);
    byte[] end = {'\n'};
    for (int i = 0; i < 1_000; i++) {
      framer.accept(end, 0, 1);
    }
    framer.accept(large, 0, large.length);
    framer.accept(end, 0, 1);
    assertThat(framer.lines()).isEqualTo(1_001);
    assertThat(framer.end(1_000) - framer.start(1_000)).isEqualTo(large.length);
    assertThat(framer.length()).isEqualTo(large.length + 1_001);
  }

  @Test
  void nothing_of_the_last_stream_is_left_in_the_next() {
    LineFramer framer = new LineFramer();
    framer.accept(STREAM, 0, STREAM.length);
    framer.clear();
    framer.accept(STREAM, 0, 3);
    assertThat(lines(framer)).containsExactly("α");
    assertThat(framer.pending()).isZero();
  }

  private static List<String> lines(LineFramer framer) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < framer.lines(); i++) {
      lines.add(
          new String(framer.bytes(), framer.start(i), framer.end(i) - framer.start(i), UTF_8));
    }
    return lines;
  }
}
