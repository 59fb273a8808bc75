package dev.paddock.benchmarks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.json.JsonOut.Prompt;
import dev.paddock.benchmarks.json.JsonOut.Writer;
import dev.paddock.benchmarks.suite.DisagreementException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonOutTest {
  private static List<GenerateRequest> asking(String prompt) {
    return List.of(GenerateRequest.asking(prompt));
  }

  @ParameterizedTest
  @EnumSource(Writer.class)
  void a_writer_that_changes_a_prompt_is_noticed(Writer writer) {
    for (Prompt prompt : Prompt.values()) {
      for (PromptText text : PromptText.values()) {
        JsonOut.check(
            writer.name(),
            writer.adapter(),
            prompt.of(text, 2).stream().map(GenerateRequest::asking).toList());
      }
    }
  }

  @Test
  void a_writer_whose_bytes_the_next_request_overwrites_is_noticed() throws Exception {
    for (Writer writer : Writer.values()) {
      BodyWriter adapter = writer.adapter();
      byte[] first = adapter.write(GenerateRequest.asking("first"));
      byte[] kept = first.clone();
      adapter.write(GenerateRequest.asking("other"));
      assertThat(first).as(writer.name()).isEqualTo(kept);
    }
  }

  @Test
  void a_writer_that_forgets_an_option_is_not_timed() {
    BodyWriter forgetful =
        request ->
            """
            {"model":"llama3.2:3b","prompt":"x","stream":true,"truncate":false,"shift":false,\
            "options":{"num_predict":128,"num_ctx":4096,"temperature":0.7}}\
            """
                .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> JsonOut.check("forgetful", forgetful, asking("x")))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("forgetful misreads")
        .hasMessageContaining("seed");
  }

  @Test
  void hand_made_json_breaks_on_a_control_character_and_no_other_does() {
    assertThatThrownBy(
            () -> JsonOut.check("by hand", BodyWriters.concatenation(), asking("bell \u0007")))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("by hand cannot read");
    for (Writer writer : Writer.values()) {
      if (writer != Writer.CONCATENATION) {
        JsonOut.check(writer.name(), writer.adapter(), asking("bell \u0007"));
      }
    }
  }

  @Test
  void prompts_have_the_size_that_they_say_and_differ() {
    for (PromptText text : PromptText.values()) {
      List<String> texts = text.texts(8, 1024);
      assertThat(texts).doesNotHaveDuplicates().isEqualTo(text.texts(8, 1024));
      assertThat(texts)
          .allSatisfy(one -> assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSize(1024));
    }
    assertThat(PromptText.ASCII.texts(1, 4096).getFirst()).isASCII();
    assertThat(PromptText.UTF8.texts(1, 4096).getFirst()).contains("\ud83d\ude80", "\"", "\\");
  }

  @ParameterizedTest
  @EnumSource(Prompt.class)
  void the_count_of_prompts_is_a_power_of_two(Prompt prompt) {
    assertThat(Integer.bitCount(prompt.count())).isOne();
    assertThat(prompt.count()).isGreaterThanOrEqualTo(16);
  }
}
