package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real llama-server, by OpenAI's API. */
class LlamaServerRealIT {
  @RegisterExtension
  static final RealServers SERVERS =
      new RealServers(Named.PADDOCK_LLAMA_SERVER, Named.PADDOCK_GGUF);

  @TempDir private Path folder = Path.of("");

  private RunDirectory run(String target, String factor) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            """
            name: llama-server
            target: %s
            factors: {%s}
            constants: {temperature: 0}
            load: {clients: 2}
            workload: {prompt_tokens: 48, output_tokens: 8}
            design: {blocks: 1, requests: 4}
            """
                .formatted(target, factor));
    Launched run = Launched.paddock(folder, "run", file.toString());
    assertThat(run.exitCode()).as(run.words()).isIn(ExitCode.DONE, ExitCode.TARGET_FAILED);
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  private static void assertMeasured(RunDirectory directory, Event.Trial trial) {
    assertThat(trial.reasons()).allMatch(Noise::explains);
    assertThat(directory.requests(trial.trial()))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.promptTokens()).hasValue(48);
              assertThat(request.outputTokens()).hasValue(8);
              assertThat(request.server().orElseThrow().prefill()).isPositive();
            });
  }

  @Test
  void slots_are_read_back_from_the_server() throws Exception {
    RunDirectory directory =
        run(
            "{kind: openai, command: %s -m %s, environment: {LLAMA_ARG_CTX_SIZE: 1024}}"
                .formatted(
                    SERVERS.named(Named.PADDOCK_LLAMA_SERVER), SERVERS.named(Named.PADDOCK_GGUF)),
            "LLAMA_ARG_N_PARALLEL: [1, 2]");
    assertThat(Noise.planned(directory))
        .hasSize(2)
        .allSatisfy(
            trial -> {
              assertMeasured(directory, trial);
              assertThat(trial.got())
                  .containsEntry(
                      "LLAMA_ARG_N_PARALLEL",
                      trial.wanted().named().get("LLAMA_ARG_N_PARALLEL") + "")
                  .containsEntry("LLAMA_ARG_CTX_SIZE", "1024");
            });
    assertThat(Files.readString(directory.path().resolve("report.md")))
        .contains("LLAMA_ARG_N_PARALLEL");
  }

  /** An argument on the command line goes before the variable, as a user may have forgotten. */
  @Test
  void a_variable_that_the_command_overrides_makes_its_trial_invalid() throws Exception {
    RunDirectory directory =
        run(
            "{kind: openai, command: %s -m %s -c 512 --parallel 1}"
                .formatted(
                    SERVERS.named(Named.PADDOCK_LLAMA_SERVER), SERVERS.named(Named.PADDOCK_GGUF)),
            "LLAMA_ARG_N_PARALLEL: [2]");
    assertThat(Noise.planned(directory))
        .singleElement()
        .satisfies(
            trial ->
                assertThat(trial.reasons())
                    .anyMatch(reason -> reason.startsWith("LLAMA_ARG_N_PARALLEL did not take")));
  }

  @Test
  void a_server_that_runs_already_is_neither_started_nor_stopped() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Launched server =
        Launched.start(
            folder,
            Map.of(),
            List.of(
                SERVERS.named(Named.PADDOCK_LLAMA_SERVER),
                "-m",
                SERVERS.named(Named.PADDOCK_GGUF),
                "-c",
                "1024",
                "--parallel",
                "2",
                "--port",
                Integer.toString(port)));
    try {
      server.awaitWords("listening on");
      RunDirectory directory =
          run(
              "{kind: openai, url: http://127.0.0.1:%d/v1}".formatted(port),
              "workload.api: [generate, chat]");
      assertThat(Noise.planned(directory))
          .hasSize(2)
          .allSatisfy(
              trial -> {
                assertMeasured(directory, trial);
                assertThat(trial.got()).containsEntry("LLAMA_ARG_N_PARALLEL", "2");
              });
      assertThat(server.process().isAlive()).isTrue();
    } finally {
      server.process().destroy();
      if (!server.process().waitFor(20, TimeUnit.SECONDS)) {
        server.process().destroyForcibly();
      }
    }
  }
}
