package dev.paddock.client.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkScannerTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private final ChunkScanner scanner = new ChunkScanner();

  @Test
  void text_of_every_protocol_is_found() {
    for (String line :
        List.of(
            "{\"model\":\"m\",\"created_at\":\"t\",\"response\":\"Hi\",\"done\":false}",
            "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}",
            "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],\"usage\":null}",
            "{\"choices\":[{\"text\":\"Hi\",\"logprobs\":null}]}",
            " { \"response\" : \"Hi\" , \"done\" : false } ")) {
      scan(line);
      assertThat(scanner.answer()).as(line).isTrue();
      assertThat(scanner.carriesText()).as(line).isTrue();
      assertThat(scanner.thinking()).as(line).isFalse();
      assertThat(scanner.done()).as(line).isFalse();
      assertThat(scanner.error()).as(line).isFalse();
      assertThat(scanner.usage()).as(line).isFalse();
      assertThat(answer()).as(line).isEqualTo("Hi");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"response\":\"\",\"thinking\":\"hm\",\"done\":false}",
        "{\"message\":{\"content\":\"\",\"thinking\":\"hm\"}}",
        "{\"choices\":[{\"delta\":{\"content\":null,\"reasoning_content\":\"hm\"}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}"
      })
  void thinking_is_text_but_no_answer(String line) {
    scan(line);
    assertThat(scanner.thinking()).isTrue();
    assertThat(scanner.carriesText()).isTrue();
    assertThat(scanner.answer()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"response\":\"\",\"done\":false}",
        "{\"response\":null,\"done\":false}",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}]}",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
        "{\"choices\":[{\"delta\":null}]}",
        "{\"choices\":[]}",
        "{\"model\":\"response\",\"content\":\"not here\",\"text\":\"nor here\"}",
        "{\"message\":{\"tool_calls\":[ ]}}",
        "{\"choices\":[{\"delta\":{\"tool_calls\":null}}]}",
        "{\"context\":[1,-2,3.5e+7,[{\"response\":\"no\"}]],\"x\":{\"done\":true},\"y\":true}"
      })
  void a_line_without_text_is_no_token(String line) {
    scan(line);
    assertThat(scanner.carriesText()).isFalse();
    assertThat(scanner.done()).isFalse();
    assertThat(scanner.error()).isFalse();
  }

  @Test
  void a_call_of_a_tool_is_an_answer_without_text() {
    scan("{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{\"arguments\":{}}}]}}");
    assertThat(scanner.calls()).isTrue();
    assertThat(scanner.carriesText()).isTrue();
    assertThat(scanner.answer()).isFalse();
    scan("{\"message\":{\"content\":\"a\"}}");
    assertThat(scanner.calls()).isFalse();
  }

  @Test
  void the_end_the_error_and_the_usage_are_found() {
    scan("{\"response\":\"!\",\"done\":true,\"context\":[1,2]}");
    assertThat(scanner.done()).isTrue();
    assertThat(scanner.answer()).isTrue();

    scan("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
    assertThat(scanner.done()).isTrue();

    scan("{\"error\":\"out of \\\"memory\\\"\"}");
    assertThat(scanner.error()).isTrue();
    scan("{\"error\":{\"message\":\"x\"}}");
    assertThat(scanner.error()).isTrue();
    scan("{\"error\":null,\"response\":\"x\"}");
    assertThat(scanner.error()).isFalse();

    scan("{\"choices\":[],\"usage\":{\"prompt_tokens\":3}}");
    assertThat(scanner.usage()).isTrue();
    assertThat(scanner.done()).isFalse();
  }

  @Test
  void nothing_of_the_last_line_is_left_in_the_next() {
    scan("{\"response\":\"a\\n\",\"thinking\":\"b\",\"done\":true,\"error\":\"e\",\"usage\":{}}");
    scan("{}");
    assertThat(scanner.carriesText()).isFalse();
    assertThat(scanner.done()).isFalse();
    assertThat(scanner.error()).isFalse();
    assertThat(scanner.usage()).isFalse();
    assertThat(answer()).isEmpty();
  }

  @Test
  void escapes_are_resolved_and_do_not_end_a_string() {
    scan("{\"response\":\"a\\\"b\\\\\\n\\u00e9\\ud83d\\ude00ü\\/\",\"done\":false}");
    assertThat(answer()).isEqualTo("a\"b\\\né😀ü/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[DONE]",
        "null",
        "[]",
        "<html>",
        "{\"response\":\"a\"",
        "{\"response\":\"a\"}}",
        "{\"response\":\"a\"} {}",
        "{\"response\":5}",
        "{\"r\\u0065sponse\":\"a\"}",
        "{\"response\":\"\\x\"}",
        "{\"response\":\"\\u12\"}",
        "{\"response\":\"a\nb\"}",
        "{\"done\":\"true\"}",
        "{\"done\":tru}",
        "{response:1}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":[1,2}",
        "{\"a\":nul}",
        "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"b\"}}]}",
        "{\"message\":{\"content\":[{\"type\":\"text\"}]}}"
      })
  void what_is_unusual_or_broken_is_left_to_a_parser(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    assertThat(scanner.scan(bytes, 0, bytes.length)).isFalse();
  }

  @Test
  void a_line_cut_anywhere_is_not_understood_and_never_read_beyond_its_end() {
    byte[] whole =
        "{\"m\":[1,{\"a\":\"\\u00e9\"}],\"message\":{\"content\":\"ä\\n\"},\"done\":true}"
            .getBytes(UTF_8);
    for (int cut = 0; cut < whole.length; cut++) {
      assertThat(scanner.scan(whole, 0, cut)).as("cut at %d", cut).isFalse();
    }
    assertThat(scanner.scan(whole, 0, whole.length)).isTrue();
  }

  @Property(tries = 500)
  void the_scanner_and_jackson_read_the_same(@ForAll("lines") String line) throws Exception {
    JsonNode tree = JACKSON.readTree(line);
    scan(line);
    String text = tree.path("response").asText("");
    assertThat(answer()).isEqualTo(text);
    assertThat(scanner.answer()).isEqualTo(!text.isEmpty());
    assertThat(scanner.done()).isEqualTo(tree.path("done").asBoolean());
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> text =
        Arbitraries.strings().all().ofMaxLength(8).filter(s -> UTF_8.newEncoder().canEncode(s));
    // An escaped key is left to the parser, as another test says.
    Arbitrary<String> key = Arbitraries.of("", "é", "_done", "response_");
    return Combinators.combine(key, text, text, Arbitraries.of(true, false))
        .as(
            (name, response, other, done) ->
                JACKSON
                    .createObjectNode()
                    .put("k" + name, other)
                    .put("response", response)
                    .put("done", done)
                    .putPOJO("nested", List.of(other, List.of(1.5, -3), true))
                    .toString());
  }

  private void scan(String line) {
    byte[] bytes = ("##" + line + "##").getBytes(UTF_8);
    assertThat(scanner.scan(bytes, 2, bytes.length - 2)).as(line).isTrue();
  }

  private String answer() {
    StringBuilder out = new StringBuilder();
    scanner.appendAnswer(out);
    return out.toString();
  }
}
