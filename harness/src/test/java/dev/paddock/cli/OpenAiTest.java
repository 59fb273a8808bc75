package dev.paddock.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole command line against a server of OpenAI's API that answers as vLLM documents it. */
class OpenAiTest {
  private static final String SENT = "Bearer " + System.getenv("PATH");

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(FakeVllm server, String api, String... more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            """
            name: vllm
            target: {kind: openai, url: %s/v1}
            factors: {workload.prompt_tokens: [32, 40]}
            constants: {temperature: 0}
            workload: {output_tokens: 6, api: %s}
            design: {blocks: 1, requests: 6, timeout: 20s}
            """
                .formatted(server.url(), api));
    String[] words =
        Stream.concat(
                Stream.of("run", file.toString(), "--results", folder.resolve("r").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return PaddockCommand.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private RunDirectory directory() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("r"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({"generate", "chat"})
  void answers_that_end_when_the_model_likes_or_prompts_of_a_guessed_length_are_not_sent(String api)
      throws IOException {
    try (FakeVllm server = new FakeVllm("facebook/opt-125m")) {
      run(server, api);
      RunDirectory directory = directory();
      assertThat(Noise.planned(directory))
          .as(err.toString())
          .hasSize(2)
          .allSatisfy(
              trial -> {
                assertThat(trial.reasons()).allMatch(Noise::explains);
                assertThat(trial.got()).containsEntry("server", "vLLM 0.32.0");
                assertThat(directory.requests(trial.trial()))
                    .allSatisfy(
                        request -> {
                          assertThat(request.outputTokens()).hasValue(6);
                          assertThat(request.promptTokens().orElseThrow() + "")
                              .isEqualTo(trial.wanted().named().get("workload.prompt_tokens") + "");
                          assertThat(request.stamps().size()).isEqualTo(6);
                        });
              });
      assertThat(server.asked())
          .allSatisfy(
              body ->
                  assertThat(body.path("model").asText())
                      .as("the only model is meant")
                      .isEqualTo("facebook/opt-125m"));
      JsonNode streamed = server.asked().getLast();
      assertThat(streamed.path("temperature").asInt(-1)).isZero();
      assertThat(streamed.path("cache_prompt").asBoolean(true)).isFalse();
      assertThat(streamed.has("options")).isFalse();
    }
  }

  @Test
  void a_model_that_is_one_of_two_is_not_guessed() throws IOException {
    try (FakeVllm server = new FakeVllm("a", "b")) {
      assertThat(run(server, "chat")).isEqualTo(ExitCode.TARGET_FAILED);
      assertThat(err.toString()).contains("serves a, b").contains("--set model=NAME");
    }
  }

  @Test
  void a_setting_of_ollama_is_not_sent_to_another_server() throws IOException {
    try (FakeVllm server = new FakeVllm("a")) {
      assertThat(run(server, "chat", "--set", "constants.num_ctx=512"))
          .isEqualTo(ExitCode.WRONG_USE);
      assertThat(err.toString()).contains("constants.num_ctx").contains("LLAMA_ARG_CTX_SIZE");
      assertThat(run(server, "chat", "--set", "factors.OLLAMA_NUM_PARALLEL=[1, 2]"))
          .isEqualTo(ExitCode.WRONG_USE);
      assertThat(err.toString()).contains("vllm.max_num_seqs");
    }
  }

  @Test
  void what_a_server_says_of_itself_is_read_back() throws IOException {
    try (FakeVllm server = new FakeVllm("a")) {
      run(server, "chat");
      assertThat(Noise.planned(directory()))
          .isNotEmpty()
          .allSatisfy(
              trial ->
                  assertThat(trial.got())
                      .containsEntry("vllm.max_model_len", "640")
                      .containsEntry("vllm.block_size", "32")
                      .containsEntry("vllm.gpu_memory_utilization", "0.7")
                      .containsEntry("VLLM_CPU_KVCACHE_SPACE", "2")
                      .containsEntry("kv.tokens", "65536")
                      .doesNotContainKey("vllm.max_num_seqs"));
    }
  }

  @ParameterizedTest
  @CsvSource({"BY_STATUS, generate", "BY_STATUS, chat", "IN_THE_STREAM, chat"})
  void refusals_are_counted_and_do_not_use_up_the_plan(FakeVllm.Refusal how, String api)
      throws IOException {
    try (FakeVllm server = new FakeVllm("a")) {
      server.refuse(how);
      assertThat(run(server, api, "--set", "design.requests=40")).isEqualTo(ExitCode.TARGET_FAILED);
      RunDirectory directory = directory();
      assertThat(Noise.planned(directory))
          .allSatisfy(
              trial -> {
                assertThat(directory.requests(trial.trial()))
                    .hasSizeLessThan(12)
                    .allMatch(request -> request.outcome() == Outcome.ERROR);
                assertThat(trial.reasons())
                    .anySatisfy(
                        reason ->
                            assertThat(reason)
                                .contains("were never sent: the server had refused")
                                .contains("in a row"))
                    .anySatisfy(
                        reason -> assertThat(reason).contains("requests failed").contains("busy"));
              });
    }
  }

  @Test
  void a_server_without_stream_options_is_measured_without_its_counts_and_it_is_said()
      throws IOException {
    try (FakeVllm server = new FakeVllm("a")) {
      server.refuse(FakeVllm.Refusal.STREAM_OPTIONS);
      run(server, "chat", "--set", "target.fields=strict", "--set", "workload.output_tokens=1");
      assertThat(err.toString())
          .contains("refuses the field stream_options: it is left out")
          .contains("chunks are counted in their place")
          .doesNotContain("refuses the field ignore_eos");
      assertThat(directory().environment().facts())
          .containsEntry("server.usage", "not given in streams");
      assertThat(Noise.planned(directory()))
          .hasSize(2)
          .allSatisfy(
              trial -> {
                assertThat(trial.reasons()).allMatch(Noise::explains);
                assertThat(directory().requests(trial.trial()))
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(
                        request -> {
                          assertThat(request.outcome()).isEqualTo(Outcome.OK);
                          assertThat(request.outputTokens()).isEmpty();
                          assertThat(request.stamps().size()).isEqualTo(1);
                        });
              });
    }
  }

  @Test
  void lengths_over_the_context_end_a_run_before_any_load() throws IOException {
    try (FakeVllm server = new FakeVllm(45, "a")) {
      assertThat(run(server, "generate")).isEqualTo(ExitCode.WRONG_USE);
      assertThat(err.toString())
          .contains("c02: a prompt of 40 tokens and an answer of 6 are more than the 45")
          .doesNotContain("c01:");
      assertThat(folder.resolve("r")).doesNotExist();
      assertThat(server.asked())
          .as("but for the question which fields it takes")
          .allMatch(body -> body.path("max_tokens").asInt() == 1);
    }
    try (FakeVllm server = new FakeVllm(46, "a")) {
      run(server, "generate");
      assertThat(Noise.planned(directory())).hasSize(2);
    }
  }

  @Test
  void a_key_reaches_the_server_and_no_file_of_the_run() throws IOException {
    try (FakeVllm server = new FakeVllm("a")) {
      // Whatever variable there is: a test cannot set one.
      int code =
          run(
              server,
              "chat",
              "--api-key-env",
              "PATH",
              "--set",
              "target.headers.X-Lab-Token=hush-4711",
              "--set",
              "design.requests=2");
      assertThat(server.authorized()).isNotEmpty().allMatch(SENT::equals);
      assertThat(server.tokens()).isNotEmpty().allMatch("hush-4711"::equals);
      assertThat(err.toString())
          .as("exit %d", code)
          .contains("the run keeps *** where a secret was");
    }
    assertThat(out + err.toString()).doesNotContain("hush-4711").doesNotContain(SENT);
    try (Stream<Path> files = Files.walk(folder.resolve("r"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
            .as(file.toString())
            .doesNotContain("hush-4711")
            .doesNotContain(SENT);
      }
    }
    assertThat(Files.readString(directory().path().resolve("overrides.json")))
        .contains("env:PATH")
        .contains("***");
  }

  @Test
  void a_key_whose_variable_is_not_set_is_asked_for_before_anything_is_sent() throws IOException {
    try (FakeVllm server = new FakeVllm("a")) {
      assertThat(run(server, "chat", "--api-key-env", "NO_SUCH_VARIABLE_HERE"))
          .isEqualTo(ExitCode.WRONG_USE);
      assertThat(err.toString()).contains("NO_SUCH_VARIABLE_HERE is not set");
      assertThat(server.authorized()).isEmpty();
    }
  }
}
