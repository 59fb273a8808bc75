package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Validity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Ollama that Paddock starts itself. */
class ManagedRealIT {
  @RegisterExtension static final RealServers SERVERS = new RealServers(Named.PADDOCK_OLLAMA);

  @TempDir private Path folder = Path.of("");

  private RunDirectory run(String factors, int blocks, Map<String, String> shell) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("managed.yaml"),
            """
            name: managed
            target: {kind: ollama, command: $PADDOCK_OLLAMA serve}
            model: smollm2:135m
            factors: {%s}
            constants: {num_ctx: 512, num_batch: 512, temperature: 0}
            workload: {prompt_tokens: 40, output_tokens: 8}
            design: {blocks: %d, requests: 4, seed: 1}
            metrics: [ttft.p50]
            """
                .formatted(factors, blocks));
    Launched run =
        Launched.start(
            folder,
            shell,
            List.of(Path.of("..", "paddock").toRealPath().toString(), "run", file.toString()));
    // On a busy machine no trial may be valid, which is no test here.
    assertThat(run.exitCode()).as(run.words()).isIn(ExitCode.DONE, ExitCode.TARGET_FAILED);
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  @Test
  void a_cell_that_cannot_be_loaded_leaves_the_others() throws Exception {
    RunDirectory run =
        run("OLLAMA_KV_CACHE_TYPE: [f16, q8_0], OLLAMA_FLASH_ATTENTION: [false]", 3, Map.of());
    assertThat(run.infeasible())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.why())
                    .contains("quantized V cache requires flash_attn")
                    .doesNotContain("\n"));
    String bad = run.infeasible().getFirst().cell();
    List<Event.Trial> trials = Noise.planned(run);
    assertThat(trials.stream().filter(trial -> trial.cell().equals(bad)))
        .hasSize(2)
        .allMatch(trial -> trial.validity() == Validity.VOID);
    assertThat(trials.stream().filter(trial -> !trial.cell().equals(bad)))
        .hasSize(3)
        .allSatisfy(trial -> assertThat(trial.reasons()).allMatch(Noise::explains));
    assertThat(Files.readString(run.path().resolve("report.md"))).contains("What cannot run here");
  }

  @Test
  void what_the_shell_happens_to_set_does_not_reach_the_server() throws Exception {
    RunDirectory run =
        run(
            "OLLAMA_NUM_PARALLEL: [unset, 2]",
            1,
            Map.of("OLLAMA_NUM_PARALLEL", "7", "OLLAMA_FLASH_ATTENTION", "false"));
    assertThat(Noise.planned(run))
        .hasSize(2)
        .allSatisfy(
            trial -> {
              boolean unset =
                  "unset".equals(trial.wanted().named().get("OLLAMA_NUM_PARALLEL") + "");
              assertThat(trial.got())
                  .containsEntry("OLLAMA_NUM_PARALLEL", unset ? "1" : "2")
                  .containsEntry("OLLAMA_FLASH_ATTENTION", "auto: enabled");
              assertThat(trial.reasons()).allMatch(Noise::explains);
              assertThat(run.path().resolve("trials/%04d/server.log".formatted(trial.trial())))
                  .isNotEmptyFile();
            });
  }
}
