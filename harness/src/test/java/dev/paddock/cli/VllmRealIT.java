package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A real vLLM on the CPU, with a model of two layers and random weights: does it work at all? */
@EnabledIfEnvironmentVariable(
    named = "PADDOCK_VLLM",
    matches = ".+",
    disabledReason = "PADDOCK_VLLM names no vllm, so nothing real is tested")
class VllmRealIT {
  @TempDir private Path folder = Path.of("");

  private Launched run(String arguments, String factors, int promptTokens) throws Exception {
    return run("exec", arguments, factors, promptTokens);
  }

  private Launched run(String start, String arguments, String factors, int promptTokens)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            """
            name: vllm
            target:
              kind: openai
              command: %s %s serve %s --served-model-name tiny --load-format dummy --host 127.0.0.1 --port $PORT --dtype bfloat16 --enforce-eager %s
              environment: {VLLM_CPU_KVCACHE_SPACE: 1, HF_HUB_OFFLINE: 1, VLLM_NO_USAGE_STATS: 1}
            model: tiny
            factors: {%s}
            constants: {temperature: 0, vllm.max_model_len: 256, vllm.gpu_memory_utilization: 0.3}
            load: {clients: 2}
            workload: {prompt_tokens: %d, output_tokens: 8}
            design: {blocks: 1, requests: 4}
            """
                .formatted(
                    start,
                    System.getenv("PADDOCK_VLLM"),
                    System.getenv("PADDOCK_VLLM_TINY"),
                    arguments,
                    factors,
                    promptTokens));
    return Launched.paddock(folder, "run", file.toString());
  }

  @Test
  void every_argument_is_read_back_and_every_answer_has_its_length() throws Exception {
    Launched run = run("", "vllm.max_num_seqs: [3]", 48);
    assertThat(run.exitCode()).as(run.words()).isIn(ExitCode.DONE, ExitCode.TARGET_FAILED);
    RunDirectory directory;
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      directory = RunDirectory.open(runs.findFirst().orElseThrow());
    }
    assertThat(Noise.planned(directory)).hasSize(1);
    for (Event.Trial trial : Noise.planned(directory)) {
      assertThat(trial.reasons()).allMatch(Noise::explains);
      assertThat(trial.got())
          .containsEntry("vllm.max_num_seqs", "3")
          .containsEntry("vllm.max_model_len", "256")
          .containsEntry("vllm.gpu_memory_utilization", "0.3")
          .containsEntry("vllm.enable_prefix_caching", "true")
          .containsEntry("VLLM_CPU_KVCACHE_SPACE", "1")
          .doesNotContainKey("vllm.max_num_batched_tokens");
      assertThat(directory.requests(trial.trial()))
          .isNotEmpty()
          .allSatisfy(
              request -> {
                assertThat(request.promptTokens()).hasValue(48);
                assertThat(request.outputTokens()).hasValue(8);
              });
      assertThat(directory.path().resolve("trials/%04d/server.log".formatted(trial.trial())))
          .content()
          .contains("non-default args");
    }
  }

  @Test
  void the_root_cause_of_a_failed_start_is_named_and_its_log_kept() throws Exception {
    // That variable goes before the argument, and its cache is large enough.
    Launched run =
        run(
            "exec env -u VLLM_CPU_KVCACHE_SPACE",
            "--kv-cache-memory-bytes 9000",
            "vllm.max_num_seqs: [1]",
            48);
    assertThat(run.exitCode()).isEqualTo(ExitCode.TARGET_FAILED);
    assertThat(run.words())
        .contains("ended before it answered: ValueError: ")
        .contains("Lower vllm.max_model_len")
        .doesNotContain("See root cause above");
    try (Stream<Path> kept = Files.list(folder.resolve("results"))) {
      assertThat(kept).singleElement().asString().endsWith("-vllm.server.log");
    }
  }

  @Test
  void a_prompt_that_is_too_long_starts_no_server() throws Exception {
    Launched run = run("", "vllm.max_num_seqs: [1]", 250);
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.words())
        .contains("a prompt of 250 tokens and an answer of 8 are more than the 256");
  }
}
