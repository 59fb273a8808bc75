package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code experiments/} against a real Ollama that runs already. */
class OllamaRealIT {
  @RegisterExtension static final RealServers SERVERS = new RealServers(Named.PADDOCK_OLLAMA);

  private static final Path EXPERIMENTS = Path.of("..", "experiments").toAbsolutePath().normalize();

  @TempDir private Path folder = Path.of("");

  /** Starts Ollama as a user would, and returns where it answers. */
  private String ollama(Map<String, String> variables) throws Exception {
    return SERVERS.ollama(folder, variables);
  }

  private RunDirectory run(String... words) throws Exception {
    Launched run = Launched.paddock(folder, words);
    assertThat(run.exitCode()).as(run.words()).isZero();
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  private static String page(RunDirectory directory) throws IOException {
    return Files.readString(directory.path().resolve("report.md"));
  }

  @Test
  void the_context_sweep_runs_on_real_ollama_and_the_report_says_which() throws Exception {
    String url = ollama(Map.of());
    RunDirectory directory =
        run(
            "run",
            EXPERIMENTS.resolve("num_ctx.yaml").toString(),
            "--url",
            url,
            "--set",
            "model=smollm2:135m",
            "--set",
            "factors.num_ctx=[512, 1024]",
            "--set",
            "design.control={num_ctx: 512}",
            "--set",
            "hypotheses=[]",
            "--set",
            "workload.prompt_tokens=96",
            "--set",
            "workload.output_tokens=16",
            "--set",
            "design.blocks=2",
            "--set",
            "design.requests=6");
    assertThat(Noise.planned(directory)).hasSize(4);
    assertThat(Noise.planned(directory))
        .allSatisfy(
            trial -> {
              assertHeld(trial);
              assertThat(trial.got())
                  .containsEntry("num_ctx", trial.wanted().named().get("num_ctx") + "");
            });
    String version = version(url);
    assertThat(page(directory)).contains(version);
    assertThat(directory.requests(1))
        .allSatisfy(request -> assertThat(request.promptTokens()).hasValue(96));
  }

  /** Every setting held and every answer came; how late a busy machine's client was is no test. */
  private static void assertHeld(Event.Trial trial) {
    assertThat(trial.reasons()).allMatch(Noise::explains);
  }

  private static String version(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body =
          http.send(
                  HttpRequest.newBuilder(URI.create(url + "/api/version")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return body.replaceAll(".*\"version\":\"([^\"]+)\".*", "$1").strip();
    }
  }

  @Test
  void layers_on_the_gpu_are_read_back_with_their_memory() throws Exception {
    String url = ollama(SERVERS.vulkan());
    RunDirectory directory =
        run(
            "run",
            EXPERIMENTS.resolve("num_gpu.yaml").toString(),
            "--url",
            url,
            "--set",
            "model=smollm2:135m",
            "--set",
            "factors.num_gpu=[0, 10, 31]",
            "--set",
            "constants.num_ctx=512",
            "--set",
            "workload.prompt_tokens=32",
            "--set",
            "workload.output_tokens=4",
            "--set",
            "design.blocks=1",
            "--set",
            "design.requests=2",
            "--set",
            "design.warmup=1");
    List<Event.Trial> trials = Noise.planned(directory);
    assertThat(trials).hasSize(3);
    for (Event.Trial trial : trials) {
      assertHeld(trial);
      String wanted = trial.wanted().named().get("num_gpu") + "";
      if (wanted.equals("0")) {
        assertThat(trial.got()).containsEntry("vram", "0");
      } else {
        assertThat(trial.got())
            .containsEntry("num_gpu", wanted + "/31")
            .containsKeys("buffer.Vulkan0.weights", "buffer.Vulkan0.kv");
        assertThat(Long.parseLong(trial.got().getOrDefault("vram", "0"))).isGreaterThan(60_000_000);
      }
    }
    assertThat(page(directory)).contains("10/31").contains("31/31").contains("vram");
  }

  @Test
  void layers_on_a_machine_without_gpu_make_the_trial_invalid() throws Exception {
    String url = ollama(Map.of());
    Launched run =
        Launched.paddock(
            folder,
            "run",
            EXPERIMENTS.resolve("num_gpu.yaml").toString(),
            "--url",
            url,
            "--set",
            "model=smollm2:135m",
            "--set",
            "factors.num_gpu=[10]",
            "--set",
            "design.control={num_gpu: 10}",
            "--set",
            "workload.prompt_tokens=32",
            "--set",
            "workload.output_tokens=4",
            "--set",
            "design.blocks=1",
            "--set",
            "design.requests=2");
    assertThat(run.exitCode()).as(run.words()).isEqualTo(3);
    assertThat(run.words()).contains("nothing of the model is on a GPU");
  }
}
