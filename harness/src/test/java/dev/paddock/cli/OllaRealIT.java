package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Olla in front of the reference server, and of a real Ollama. */
class OllaRealIT {
  @RegisterExtension static final RealServers SERVERS = new RealServers(Named.PADDOCK_OLLA);

  private static final Path OLLA_FILE =
      Path.of("..", "experiments", "olla.yaml").toAbsolutePath().normalize();

  @TempDir private Path folder = Path.of("");

  private RunDirectory run(String... words) throws Exception {
    Launched run =
        Launched.paddock(
            folder, Stream.concat(Stream.of("run"), Stream.of(words)).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.words()).isIn(ExitCode.DONE, ExitCode.TARGET_FAILED);
    assertThat(Launched.processesWith(SERVERS.named(Named.PADDOCK_OLLA) + " -c"))
        .as("no proxy outlives its run")
        .isEmpty();
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  private static void assertHeld(Event.Trial trial) {
    assertThat(trial.reasons()).allMatch(Noise::explains);
    String proxy = trial.wanted().named().get("proxy") + "";
    assertThat(trial.got()).containsEntry("proxy", proxy);
    if (proxy.equals("olla")) {
      assertThat(trial.got())
          .containsEntry("proxy.engine", trial.wanted().named().get("proxy.engine") + "");
    }
  }

  @Test
  void every_cell_goes_through_its_proxy() throws Exception {
    RunDirectory directory =
        run(
            OLLA_FILE.toString(),
            "--set",
            "target.proxy.command=" + SERVERS.named(Named.PADDOCK_OLLA),
            "--set",
            "target.proxy.backends=2",
            "--set",
            "target.proxy.settings={load_balancer: round-robin}",
            "--set",
            "factors={proxy: [direct, olla], proxy.engine: [olla, sherpa],"
                + " proxy.stream_buffer_size: [2 KB]}",
            "--set",
            "hypotheses=[]",
            "--set",
            "workload.output_tokens=8",
            "--set",
            "design.blocks=1",
            "--set",
            "design.requests=6");
    assertThat(Noise.planned(directory)).hasSize(3).allSatisfy(OllaRealIT::assertHeld);
    assertThat(Noise.planned(directory))
        .filteredOn(trial -> (trial.wanted().named().get("proxy") + "").equals("olla"))
        .hasSize(2)
        .allSatisfy(
            trial ->
                assertThat(trial.got())
                    .containsEntry("proxy.load_balancer", "round-robin")
                    .hasEntrySatisfying(
                        "proxy.backends", share -> assertThat(share).matches("\\d+ % \\+ \\d+ %")));
  }

  @Test
  void a_proxy_that_cannot_be_started_is_found_out_at_once() throws Exception {
    Launched run =
        Launched.paddock(
            folder, "run", OLLA_FILE.toString(), "--set", "target.proxy.command=/nowhere/olla");
    assertThat(run.exitCode()).isEqualTo(ExitCode.TARGET_FAILED);
    assertThat(run.words()).contains("/nowhere/olla").contains("No such file");
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void a_real_ollama_behind_the_proxy_is_still_read_back() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            """
            name: behind
            target:
              kind: ollama
              command: %s serve
              environment: {OLLAMA_NO_CLOUD: 1}
              proxy: {command: %s, settings: {engine: sherpa}}
            model: smollm2:135m
            factors: {proxy: [direct, olla]}
            constants: {num_ctx: 512, temperature: 0}
            workload: {prompt_tokens: 48, output_tokens: 4}
            design: {blocks: 1, requests: 2, warmup: 1}
            """
                .formatted(SERVERS.named(Named.PADDOCK_OLLAMA), SERVERS.named(Named.PADDOCK_OLLA)));
    RunDirectory directory = run(file.toString());
    assertThat(Noise.planned(directory))
        .hasSize(2)
        .allSatisfy(
            trial -> {
              assertHeld(trial);
              assertThat(trial.got()).containsEntry("num_ctx", "512");
              assertThat(directory.requests(trial.trial()))
                  .allSatisfy(request -> assertThat(request.promptTokens()).hasValue(48));
            });
  }
}
