package dev.paddock.benchmarks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.json.JsonIn.Chunk;
import dev.paddock.benchmarks.json.JsonIn.Parser;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.wire.LineContent;
import dev.paddock.benchmarks.wire.RecordedLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonInTest {
  @ParameterizedTest
  @EnumSource(Parser.class)
  void every_parser_reads_every_kind_of_line(Parser parser) {
    for (Chunk chunk : Chunk.values()) {
      JsonIn.check(parser.name(), parser.reader(chunk.type()), chunk.lines(64));
    }
  }

  @ParameterizedTest
  @EnumSource(Chunk.class)
  void no_parser_remembers_the_line_before(Chunk chunk) throws Exception {
    for (Parser parser : Parser.values()) {
      LineReader reader = parser.reader(chunk.type());
      if (chunk.type() == OllamaLine.class) {
        JsonIn.check(parser.name(), reader, RecordedLine.last(1));
        JsonIn.check(parser.name(), reader, RecordedLine.toolCall(1));
      }
      JsonIn.check(parser.name(), reader, chunk.lines(4));
    }
  }

  @Test
  void a_parser_that_never_sees_the_end_is_not_timed() {
    LineReader blind =
        (line, from, content) -> {
          LineContent all = new LineContent();
          new OwnLines().read(line, from, all);
          content.text().append(all.text());
        };
    JsonIn.check("blind", blind, RecordedLine.chat(10));
    assertThatThrownBy(() -> JsonIn.check("blind", blind, RecordedLine.last(10)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("blind misreads")
        .hasMessageContaining("Nothing is timed");
  }

  @Test
  void a_parser_that_miscounts_is_not_timed() {
    LineReader miscounting =
        (line, from, content) -> content.last(new LineContent.Counts(1, 2, 3, 4, 5, 6));
    assertThatThrownBy(() -> JsonIn.check("miscounting", miscounting, RecordedLine.last(1)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("promptTokens=1");
  }

  @Test
  void a_parser_that_leaves_escapes_as_they_are_is_not_timed() {
    LineReader raw =
        (line, from, content) -> {
          String text = new String(line, from, line.length - from, StandardCharsets.UTF_8);
          int start = text.indexOf("\"response\":\"") + "\"response\":\"".length();
          content.text().append(text, start, text.indexOf("\",\"done\""));
        };
    assertThatThrownBy(() -> JsonIn.check("raw", raw, RecordedLine.generate(64)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("raw misreads");
  }

  @Test
  void a_parser_that_overlooks_a_tool_is_not_timed() {
    LineReader deaf = (line, from, content) -> {};
    assertThatThrownBy(() -> JsonIn.check("deaf", deaf, RecordedLine.toolCall(1)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("get_current_weather");
  }

  @Test
  void a_parser_that_chokes_is_named_and_not_just_thrown() {
    LineReader choking =
        (line, from, content) -> {
          throw new IllegalStateException("choked");
        };
    assertThatThrownBy(() -> JsonIn.check("choking", choking, RecordedLine.chat(1)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("choking cannot read");
  }

  @Test
  void recorded_lines_are_the_same_in_every_fork() {
    for (Chunk chunk : Chunk.values()) {
      List<RecordedLine> again = chunk.lines(50);
      assertThat(chunk.lines(50)).isEqualTo(again);
      assertThat(again).extracting(RecordedLine::text).doesNotHaveDuplicates();
    }
  }

  @Test
  void the_last_line_has_its_context() {
    assertThat(RecordedLine.last(20))
        .allSatisfy(line -> assertThat(line.bytes().length).isBetween(2000, 3500));
  }

  @Test
  void texts_have_escapes_and_wide_letters() {
    assertThat(RecordedLine.generate(256))
        .anySatisfy(line -> assertThat(line.text()).contains("\\u003c"))
        .anySatisfy(line -> assertThat(line.text()).contains("\\n"))
        .anySatisfy(line -> assertThat(line.text()).contains("\ud83d\ude80"));
  }
}
