package dev.paddock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SameWorkTest {
  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void an_adapter_that_does_other_work_than_its_rivals_is_noticed(Suite suite) {
    suite.check();
  }

  @Test
  void a_parser_that_never_sees_the_end_is_not_timed() {
    LineReader blind = (line, seen) -> seen.piece(true);
    JsonIn.check("blind", blind, RecordedLine.chat(10));
    assertThatThrownBy(() -> JsonIn.check("blind", blind, RecordedLine.last(10)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("blind misreads")
        .hasMessageContaining("Nothing is timed");
  }

  @Test
  void a_parser_that_miscounts_is_not_timed() {
    LineReader miscounting =
        (line, seen) -> {
          JacksonLines.streamed(line, seen);
          if (new String(line, StandardCharsets.UTF_8).contains("\"done\":true")) {
            seen.last(false, new Seen.Counts(1, 2, 3, 4, 5, 6));
          }
        };
    assertThatThrownBy(() -> JsonIn.check("miscounting", miscounting, RecordedLine.last(1)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("promptTokens=1");
  }

  @Test
  void a_framer_that_loses_the_last_line_is_not_timed() {
    RecordedStream stream = RecordedStream.of(16);
    OwnFramer own = new OwnFramer();
    StreamFramer losing =
        new StreamFramer() {
          @Override
          public void drain(RecordedStream.Replay body, byte[] buffer) throws java.io.IOException {
            own.drain(body, buffer);
          }

          @Override
          public int lines() {
            return own.lines() - 1;
          }

          @Override
          public String line(int index) {
            return own.line(index);
          }
        };
    assertThatThrownBy(
            () -> StreamBuffers.check("losing", losing, stream, stream.replay(true), new byte[64]))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("16 lines");
  }

  @Test
  void recorded_lines_that_differ_between_forks_would_make_forks_incomparable() {
    assertThat(RecordedLine.generate(50)).isEqualTo(RecordedLine.generate(50));
    assertThat(RecordedLine.last(5)).isEqualTo(RecordedLine.last(5));
    List<String> texts = RecordedLine.chat(50).stream().map(RecordedLine::text).toList();
    assertThat(texts).doesNotHaveDuplicates();
  }

  @Test
  void a_last_line_without_its_context_would_be_too_easy() {
    assertThat(RecordedLine.last(20))
        .allSatisfy(line -> assertThat(line.bytes().length).isBetween(2000, 3500));
  }
}
