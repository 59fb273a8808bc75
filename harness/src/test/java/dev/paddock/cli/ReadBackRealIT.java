package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whether what is read back of a real Ollama is what it was told, and nothing else is believed. */
class ReadBackRealIT {
  @RegisterExtension static final RealServers SERVERS = new RealServers(Named.PADDOCK_OLLAMA);

  @TempDir private Path folder = Path.of("");

  /** Starts Ollama as a user would, and returns where it answers. */
  private String ollama(Map<String, String> variables) throws Exception {
    return SERVERS.ollama(folder, variables);
  }

  private Path experiment(String factors, String constants) throws IOException {
    return Files.writeString(
        folder.resolve("e.yaml"),
        """
        name: e
        target: {kind: ollama}
        model: smollm2:135m
        factors: {%s}
        constants: {%s}
        workload: {prompt_tokens: 40, output_tokens: 4}
        design: {blocks: 1, requests: 2, warmup: 1, seed: 1}
        """
            .formatted(factors, constants));
  }

  /** Runs to its end; a busy machine may make every trial invalid, which is no test here. */
  private Launched run(String url, String factors, String constants) throws Exception {
    return run(url, factors, constants, "results");
  }

  private Launched run(String url, String factors, String constants, String results)
      throws Exception {
    Launched run =
        Launched.paddock(
            folder,
            "run",
            experiment(factors, constants).toString(),
            "--url",
            url,
            "--results",
            folder.resolve(results).toString());
    assertThat(run.exitCode()).as(run.words()).isIn(0, 3);
    return run;
  }

  private List<Event.Trial> trials() throws IOException {
    return Noise.planned(directory("results"));
  }

  private RunDirectory directory(String results) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve(results))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  private static boolean held(Event.Trial trial) {
    return trial.reasons().stream().allMatch(Noise::explains);
  }

  @Test
  void what_was_set_on_the_cpu_is_read_back() throws Exception {
    String url =
        ollama(
            Map.of(
                "OLLAMA_NUM_PARALLEL", "2",
                "OLLAMA_FLASH_ATTENTION", "true",
                "OLLAMA_KV_CACHE_TYPE", "q8_0",
                "OLLAMA_MAX_QUEUE", "7",
                "LLAMA_ARG_CACHE_RAM", "0"));
    Launched run =
        run(
            url,
            "num_ctx: [512, 1024]",
            "num_batch: 64, num_thread: 1, use_mmap: true, keep_alive: 10m, temperature: 0.5, seed:"
                + " 1");
    List<Event.Trial> trials = trials();
    assertThat(trials).as(run.words()).hasSize(2);
    assertThat(trials)
        .allSatisfy(
            trial -> {
              assertThat(held(trial)).as("%s", trial.reasons()).isTrue();
              assertThat(trial.got())
                  .containsEntry("num_ctx", trial.wanted().named().get("num_ctx") + "")
                  .containsEntry("num_batch", "64")
                  .containsEntry("num_thread", "1")
                  .containsEntry("use_mmap", "true")
                  .containsEntry("keep_alive", "10m")
                  .containsEntry("temperature", "0.5")
                  .containsEntry("OLLAMA_NUM_PARALLEL", "2")
                  .containsEntry("OLLAMA_FLASH_ATTENTION", "enabled")
                  .containsEntry("OLLAMA_KV_CACHE_TYPE", "q8_0")
                  .containsEntry("OLLAMA_MAX_QUEUE", "7")
                  .containsEntry("LLAMA_ARG_CACHE_RAM", "0")
                  .containsEntry("trained_context", "8192")
                  .containsEntry("gpus", "0")
                  .containsEntry("shift", "false")
                  .containsKeys("kv.size", "buffer.CPU_Mapped.weights", "buffer.CPU.kv")
                  .doesNotContainKey("log");
            });
    assertThat(Files.readString(directory("results").path().resolve("report.md")))
        .contains("q8_0")
        .contains("not visible");
  }

  @Test
  void what_an_unset_variable_became_is_read_back() throws Exception {
    String url = ollama(Map.of("OLLAMA_FLASH_ATTENTION", "false"));
    Launched off = run(url, "num_ctx: [512]", "num_batch: 64");
    assertThat(off.words()).doesNotContain("did not take effect");
    assertThat(trials().getFirst().got())
        .containsEntry("OLLAMA_FLASH_ATTENTION", "disabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16");
    run(ollama(Map.of()), "num_ctx: [512]", "num_batch: 64", "unset");
    assertThat(Noise.planned(directory("unset")).getFirst().got())
        .containsEntry("OLLAMA_FLASH_ATTENTION", "auto: enabled");
  }

  @Test
  void a_value_that_the_server_changes_makes_a_trial_invalid() throws Exception {
    String url = ollama(Map.of());
    Launched run = run(url, "num_ctx: [512, 16384]", "num_batch: 1024, num_gpu: 5, num_thread: 1");
    assertThat(run.words())
        .contains("void: num_ctx 16384: smollm2:135m was trained for 8192 tokens")
        .contains("void: num_gpu: the server sees no GPU")
        .contains("void: num_batch in c01");
    List<Event.Trial> trials = trials();
    assertThat(trials).hasSize(2);
    assertThat(trials)
        .allSatisfy(
            trial ->
                assertThat(trial.reasons())
                    .anyMatch(
                        reason ->
                            reason.startsWith("num_gpu did not take effect: wanted 5")
                                && reason.contains("found none")));
    assertThat(trials.stream().flatMap(trial -> trial.reasons().stream()))
        .anyMatch(reason -> reason.contains("wanted 16384, the server runs with 8192"))
        .anyMatch(reason -> reason.contains("wanted 1024, the server runs with 512"));
  }

  @Test
  void a_plan_says_what_the_server_cannot_do() throws Exception {
    String url = ollama(Map.of());
    String file = experiment("num_gpu: [0, 10]", "num_ctx: 512, num_batch: 64").toString();
    Launched asked = Launched.paddock(folder, "plan", file, "--url", url);
    assertThat(asked.exitCode()).isZero();
    assertThat(asked.words()).contains("void: num_gpu: the server sees no GPU");
    Launched alone = Launched.paddock(folder, "plan", file, "--url", "http://127.0.0.1:9");
    assertThat(alone.exitCode()).isZero();
    assertThat(alone.words()).contains("planned without the server").contains("Trials");
  }
}
