package dev.paddock.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.AttachedSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.WorkloadSpec.Api;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.workload.Attached;
import dev.paddock.workload.Batches;
import dev.paddock.workload.Prompt;
import dev.paddock.workload.Prompt.Message;
import dev.paddock.workload.Prompt.Role;
import dev.paddock.workload.WorkloadException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a prompt becomes on the wire, in each of the ways to ask. */
class BodiesTest {
  private static final Prompt TOLD = Prompt.of("Hello").told("Be brief");

  private static final Prompt TALK =
      new Prompt(
          List.of(
              new Message(Role.USER, "a"),
              new Message(Role.ASSISTANT, "b"),
              new Message(Role.USER, "c")));

  private static JsonNode ollama(Api api, Prompt prompt) throws IOException {
    return new ObjectMapper().readTree(new OllamaBody(api, Configuration.NONE, 9).stream(prompt));
  }

  private static JsonNode openAi(AnswerLength answers, int turns) throws IOException {
    WorkloadSpec workload =
        new WorkloadSpec(
            new PromptSource.Own("a.txt", PromptSource.Length.ALL),
            answers,
            Prefix.UNIQUE,
            Api.CHAT,
            turns,
            Optional.empty(),
            1,
            Optional.empty(),
            AttachedSpec.NONE);
    return new ObjectMapper()
        .readTree(
            new OpenAiBody(workload, Configuration.NONE, 9, AccessSpec.Fields.ALL, Attached.NONE)
                .stream(TALK));
  }

  @Test
  void a_completion_has_what_the_model_is_told_to_be_beside_its_prompt() throws IOException {
    JsonNode body = ollama(Api.GENERATE, TOLD);
    assertThat(body.path("prompt").asText()).isEqualTo("Hello");
    assertThat(body.path("system").asText()).isEqualTo("Be brief");
    assertThat(body.has("raw")).isFalse();
  }

  @Test
  void a_bare_completion_has_all_in_its_prompt_and_no_template() throws IOException {
    JsonNode body = ollama(Api.RAW, TOLD);
    assertThat(body.path("prompt").asText()).isEqualTo("Be brief\n\nHello");
    assertThat(body.path("raw").asBoolean()).isTrue();
    assertThat(body.has("system")).isFalse();
  }

  @Test
  void a_chat_has_each_message_with_its_role() throws IOException {
    assertThat(ollama(Api.CHAT, TALK).path("messages"))
        .extracting(one -> one.path("role").asText() + ":" + one.path("content").asText())
        .containsExactly("user:a", "assistant:b", "user:c");
  }

  @Test
  void a_completion_within_a_template_refuses_earlier_answers() {
    assertThatThrownBy(() -> ollama(Api.GENERATE, TALK))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("holds earlier answers")
        .hasMessageContaining("workload.api: chat");
  }

  @Test
  void an_answer_that_ends_by_itself_is_not_made_to_go_on() throws IOException {
    assertThat(openAi(new AnswerLength.Natural(9), 1).fieldNames())
        .toIterable()
        .contains("max_tokens")
        .doesNotContain("min_tokens", "ignore_eos");
    assertThat(openAi(new AnswerLength.Exactly(9), 1).fieldNames())
        .toIterable()
        .contains("min_tokens", "ignore_eos");
  }

  @Test
  void a_conversation_may_use_the_cache_although_each_begins_in_its_own_way() throws IOException {
    assertThat(openAi(new AnswerLength.Natural(9), 4).path("cache_prompt").asBoolean()).isTrue();
    assertThat(openAi(new AnswerLength.Natural(9), 1).path("cache_prompt").asBoolean()).isFalse();
  }

  @Test
  void texts_to_embed_stand_each_for_itself_beside_nothing_that_is_of_text() throws IOException {
    Prompt two = new Batches(id -> Prompt.of("text " + id), 2).prompt(3);
    JsonNode body = ollama(Api.EMBED, two);
    assertThat(body.path("input")).extracting(JsonNode::asText).containsExactly("text 6", "text 7");
    assertThat(body.path("truncate").asBoolean(true)).isFalse();
    assertThat(body.has("stream") || body.has("shift") || body.has("prompt")).isFalse();
    assertThat(body.path("options").isEmpty()).isTrue();
    assertThat(
            new OllamaBody(
                    Api.EMBED,
                    Configuration.of(Known.DIMENSIONS, new Value.Whole(32))
                        .with(Known.NUM_CTX, new Value.Whole(256)),
                    0)
                .preload())
        .hasValueSatisfying(
            bytes ->
                assertThat(new String(bytes, UTF_8))
                    .contains(
                        "\"input\":[]", "\"dimensions\":32", "\"options\":{\"num_ctx\":256}"));
  }

  private static final Attached ALL =
      new Attached(
          List.of(new Attached.Image("image/png", "iVBO")),
          Optional.of(new ObjectMapper().createArrayNode().add("a tool")),
          Optional.of(new ObjectMapper().createObjectNode().put("type", "object")));

  @Test
  void pictures_tools_and_a_format_stand_where_ollama_looks_for_them() throws IOException {
    OllamaBody chat = new OllamaBody(Api.CHAT, Configuration.NONE, 9, ALL);
    JsonNode body = new ObjectMapper().readTree(chat.stream(TALK));
    JsonNode last = body.path("messages").path(body.path("messages").size() - 1);
    assertThat(last.path("role").asText()).isEqualTo("user");
    assertThat(last.path("images").path(0).asText()).isEqualTo("iVBO");
    assertThat(body.path("messages").findValues("images")).hasSize(1);
    assertThat(body.path("tools").path(0).asText()).isEqualTo("a tool");
    assertThat(body.path("format").path("type").asText()).isEqualTo("object");
    OllamaBody plain = new OllamaBody(Api.GENERATE, Configuration.NONE, 9, ALL);
    JsonNode generate = new ObjectMapper().readTree(plain.stream(Prompt.of("see")));
    assertThat(generate.path("images").path(0).asText()).isEqualTo("iVBO");
    assertThat(new String(plain.preload().orElseThrow(), UTF_8)).doesNotContain("images", "format");
  }

  @Test
  void pictures_tools_and_a_format_stand_where_openais_api_has_them() throws IOException {
    WorkloadSpec workload = WorkloadSpec.drawn(9, 9, Prefix.UNIQUE, Api.CHAT);
    OpenAiBody chat = new OpenAiBody(workload, Configuration.NONE, 9, AccessSpec.Fields.ALL, ALL);
    JsonNode body = new ObjectMapper().readTree(chat.stream(Prompt.of("see")));
    JsonNode content = body.path("messages").path(0).path("content");
    assertThat(content.path(0).path("text").asText()).isEqualTo("see");
    assertThat(content.path(1).path("image_url").path("url").asText())
        .isEqualTo("data:image/png;base64,iVBO");
    assertThat(body.path("tools").path(0).asText()).isEqualTo("a tool");
    assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
    assertThat(body.at("/response_format/json_schema/schema/type").asText()).isEqualTo("object");
  }
}
