package dev.paddock.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.paddock.engine.gguf.DummyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine as its users see it: a process behind HTTP, with real llama.cpp in it. */
@Timeout(180)
class LlamaServerIT {
  private static final String MODEL = "\"model\":\"paddock-dummy:45m\"";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.start(Map.of("OLLAMA_NUM_PARALLEL", "2"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String generate(String rest) {
    return "{" + MODEL + ",\"prompt\":\"the of and to\"," + rest + "}";
  }

  @Test
  void a_stream_has_one_line_a_token_and_ends_with_counts_and_durations() throws Exception {
    List<JsonNode> lines =
        server.lines("/api/generate", generate("\"options\":{\"num_predict\":12}"));
    assertThat(lines).hasSize(13);
    assertThat(lines.subList(0, 12))
        .allSatisfy(line -> assertThat(line.path("response").asText()).startsWith(" "))
        .allSatisfy(line -> assertThat(line.path("done").asBoolean()).isFalse());
    JsonNode last = lines.getLast();
    assertThat(last.path("done_reason").asText()).isEqualTo("length");
    assertThat(last.path("eval_count").asInt()).isEqualTo(12);
    assertThat(last.path("prompt_eval_count").asInt()).isEqualTo(4);
    assertThat(last.path("context")).hasSize(16);
    long parts =
        List.of("load_duration", "prompt_eval_duration", "eval_duration").stream()
            .mapToLong(name -> last.path(name).asLong())
            .peek(part -> assertThat(part).isPositive())
            .sum();
    assertThat(parts).isLessThanOrEqualTo(last.path("total_duration").asLong());
  }

  @Test
  void both_apis_and_both_ways_of_answering_give_the_same_greedy_text() throws Exception {
    String options = "\"options\":{\"num_predict\":10,\"temperature\":0}";
    String streamed =
        String.join(
            "",
            server.lines("/api/generate", generate(options)).stream()
                .map(line -> line.path("response").asText())
                .toList());
    String whole =
        server
            .one("/api/generate", generate("\"stream\":false," + options))
            .path("response")
            .asText();
    String chat =
        server
            .one(
                "/api/chat",
                "{"
                    + MODEL
                    + ",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"the of"
                    + " and to\"}],"
                    + options
                    + "}")
            .path("message")
            .path("content")
            .asText();
    assertThat(whole).isEqualTo(streamed).isEqualTo(chat).isNotBlank();
  }

  @Test
  void a_seed_is_obeyed() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int seed : new int[] {1, 1, 2}) {
      texts.add(
          server
              .one(
                  "/api/generate",
                  generate(
                      "\"stream\":false,\"options\":{\"num_predict\":24,\"seed\":" + seed + "}"))
              .path("response")
              .asText());
    }
    assertThat(texts.get(0)).isEqualTo(texts.get(1)).isNotEqualTo(texts.get(2));
  }

  @Test
  void a_stop_sequence_ends_the_text_before_itself() throws Exception {
    String options = "\"stream\":false,\"options\":{\"num_predict\":10,\"temperature\":0";
    String text = server.one("/api/generate", generate(options + "}")).path("response").asText();
    String fourth = text.strip().split(" ", -1)[3];
    JsonNode cut =
        server.one("/api/generate", generate(options + ",\"stop\":[\" " + fourth + "\"]}"));
    assertThat(cut.path("done_reason").asText()).isEqualTo("stop");
    assertThat(text).startsWith(cut.path("response").asText());
    assertThat(cut.path("response").asText().strip().split(" ", -1)).hasSize(3);
  }

  @Test
  void a_load_is_shown_and_gone_after_an_unload() throws Exception {
    JsonNode load = server.one("/api/generate", "{" + MODEL + ",\"options\":{\"num_ctx\":777}}");
    assertThat(load.path("done_reason").asText()).isEqualTo("load");
    JsonNode shown = server.get("/api/ps").path("models").path(0);
    assertThat(shown.path("context_length").asInt()).isEqualTo(777);
    assertThat(shown.path("size").asLong()).isGreaterThan(47_000_000);
    JsonNode unload = server.one("/api/chat", "{" + MODEL + ",\"messages\":[],\"keep_alive\":0}");
    assertThat(unload.path("done_reason").asText()).isEqualTo("unload");
    assertThat(server.get("/api/ps").path("models")).isEmpty();
  }

  @Test
  void two_slots_answer_at_the_same_time() throws Exception {
    server.one("/api/generate", "{" + MODEL + "}");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<List<JsonNode>>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(
            threads.submit(
                () -> server.lines("/api/generate", generate("\"options\":{\"num_predict\":40}"))));
      }
      List<JsonNode> first = both.get(0).get();
      List<JsonNode> second = both.get(1).get();
      assertThat(first).hasSize(41);
      assertThat(second).hasSize(41);
      // Texts sort like the instants that they are: each began before the other had ended.
      assertThat(at(first.getFirst())).isBefore(at(second.getLast()));
      assertThat(at(second.getFirst())).isBefore(at(first.getLast()));
    }
  }

  private static Instant at(JsonNode line) {
    return Instant.parse(line.path("created_at").asText());
  }

  @Test
  void a_client_that_leaves_frees_its_slot() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.leaveAfterFirstLine(generate("\"options\":{\"num_predict\":20000}"));
    }
    assertThat(server.lines("/api/generate", generate("\"options\":{\"num_predict\":2}")))
        .hasSize(3);
  }

  @Test
  void an_error_has_the_code_and_the_words_of_ollama() throws Exception {
    assertThat(server.post("/api/generate", ""))
        .isEqualTo("400 {\"error\":\"missing request body\"}");
    assertThat(server.post("/api/generate", "{bad")).startsWith("400 {\"error\":");
    assertThat(server.post("/api/chat", "{\"model\":\"x\"}"))
        .isEqualTo("404 {\"error\":\"model 'x' not found\"}");
    assertThat(server.post("/api/show", "{}")).isEqualTo("400 {\"error\":\"model is required\"}");
    assertThat(server.post("/api/nope", "{}")).isEqualTo("404 404 page not found");
    assertThat(server.post("/api/tags", "{}")).isEqualTo("405 405 method not allowed");
    assertThat(server.post("/api/generate", generate("\"options\":{\"num_ctx\":\"a\"}")))
        .isEqualTo("500 {\"error\":\"option \\\"num_ctx\\\" must be of type integer\"}");
    assertThat(server.post("/api/generate", generate("\"keep_alive\":\"xyz\"")))
        .isEqualTo("400 {\"error\":\"time: invalid duration \\\"xyz\\\"\"}");
  }

  @Test
  void a_prompt_that_is_too_long_is_refused_or_cut_as_asked() throws Exception {
    String body =
        "{"
            + MODEL
            + ",\"stream\":false,\"prompt\":\""
            + "the ".repeat(300).strip()
            + "\",\"options\":{\"num_ctx\":256,\"num_predict\":2}";
    assertThat(server.post("/api/generate", body + ",\"truncate\":false}"))
        .startsWith("400")
        .contains("request (300 tokens) exceeds the available context size (256 tokens)");
    assertThat(server.one("/api/generate", body + "}").path("prompt_eval_count").asInt())
        .isBetween(100, 255);
  }

  @Test
  void the_model_is_described() throws Exception {
    JsonNode tag = server.get("/api/tags").path("models").path(0);
    assertThat(tag.path("name").asText()).isEqualTo("paddock-dummy:45m");
    assertThat(tag.path("details").path("quantization_level").asText()).isEqualTo("Q8_0");
    JsonNode info = server.one("/api/show", "{" + MODEL + "}").path("model_info");
    assertThat(info.path("llama.block_count").asInt()).isEqualTo(14);
    assertThat(info.path("llama.context_length").asInt()).isEqualTo(32_768);
    assertThat(info.path("general.parameter_count").asLong()).isBetween(44_000_000L, 46_000_000L);
    assertThat(server.get("/api/version").path("version").asText()).contains("llama.cpp");
  }

  @Test
  void every_known_word_is_one_token() throws Exception {
    String words = String.join(" ", DummyModel.words());
    JsonNode end =
        server.one(
            "/api/generate",
            "{"
                + MODEL
                + ",\"stream\":false,\"prompt\":\""
                + words
                + "\",\"options\":{\"num_predict\":1}}");
    assertThat(end.path("prompt_eval_count").asInt()).isEqualTo(DummyModel.words().size());
  }

  @Test
  void a_quantised_value_cache_without_flash_attention_fails_the_load() throws Exception {
    try (ServerUnderTest strict =
        ServerUnderTest.start(
            Map.of("OLLAMA_KV_CACHE_TYPE", "q8_0", "OLLAMA_FLASH_ATTENTION", "false"))) {
      assertThat(strict.post("/api/generate", "{" + MODEL + "}"))
          .startsWith("500")
          .contains("V cache quantization requires flash_attn");
    }
  }

  @Test
  void the_end_of_standard_input_ends_server_and_runner() throws Exception {
    ServerUnderTest child = ServerUnderTest.start(Map.of());
    child.one("/api/generate", "{" + MODEL + "}");
    List<ProcessHandle> runners = child.process().descendants().toList();
    assertThat(runners).isNotEmpty();
    child.process().getOutputStream().close();
    assertThat(child.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle runner : runners) {
      assertThat(runner.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Test
  void langchain4j_talks_to_it_unchanged() throws Exception {
    OllamaChatModel chat =
        OllamaChatModel.builder()
            .baseUrl(server.url())
            .modelName("paddock-dummy:45m")
            .temperature(0.0)
            .numPredict(8)
            .timeout(Duration.ofMinutes(1))
            .build();
    ChatResponse answer = chat.chat(UserMessage.from("the of and to"));
    assertThat(answer.aiMessage().text()).isNotBlank();
    assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(8);
    OllamaStreamingChatModel streaming =
        OllamaStreamingChatModel.builder()
            .baseUrl(server.url())
            .modelName("paddock-dummy:45m")
            .temperature(0.0)
            .numPredict(8)
            .build();
    List<String> pieces = new ArrayList<>();
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    streaming.chat(
        "the of and to",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            pieces.add(piece);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            done.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            done.completeExceptionally(error);
          }
        });
    assertThat(done.get(1, TimeUnit.MINUTES).aiMessage().text())
        .isEqualTo(answer.aiMessage().text());
    assertThat(pieces).hasSize(8);
  }

  @Test
  void the_official_python_client_talks_to_it_unchanged() throws Exception {
    Process python =
        new ProcessBuilder("python3", "src/test/python/ollama_client.py", server.url())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = python.waitFor();
    assumeThat(code).as("python3 without the module ollama: %s", said).isNotEqualTo(77);
    assertThat(code).as(said).isZero();
  }

  @Test
  void a_real_model_knows_the_capital_of_France_through_both_apis() throws Exception {
    String file = System.getenv().getOrDefault("PADDOCK_GGUF", "");
    assumeThat(file).as("PADDOCK_GGUF names a real model").isNotEmpty();
    assertThat(Files.exists(Path.of(file))).isTrue();
    try (ServerUnderTest real = ServerUnderTest.start(Map.of(), file)) {
      String name = real.get("/api/tags").path("models").path(0).path("name").asText();
      String ask =
          "{\"model\":\""
              + name
              + "\",\"stream\":false,\"options\":{\"temperature\":0,\"num_predict\":32},";
      String generated =
          real.one("/api/generate", ask + "\"prompt\":\"What is the capital of France?\"}")
              .path("response")
              .asText();
      String chatted =
          real.one(
                  "/api/chat",
                  ask
                      + "\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of"
                      + " France?\"}]}")
              .path("message")
              .path("content")
              .asText();
      assertThat(generated).contains("Paris").isEqualTo(chatted);
    }
  }
}
