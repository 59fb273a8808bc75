package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Validity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command line against servers that misbehave: one clear message, the right code. */
class FaultsTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int paddock(String... words) {
    return PaddockCommand.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int run(String url, String... more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            """
            name: faulty
            target: {kind: ollama}
            model: fake:1
            factors: {workload.prompt_tokens: [32, 40]}
            constants: {num_ctx: 512}
            load: {clients: 2}
            workload: {output_tokens: 8}
            design: {blocks: 2, requests: 4, timeout: 500 ms}
            metrics: [ttft.p50, throughput.tokens]
            """);
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                file.toString(),
                "--url",
                url,
                "--results",
                folder.resolve("results").toString()));
    words.addAll(List.of(more));
    return paddock(words.toArray(String[]::new));
  }

  private RunDirectory only() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  /** Every trial was run; on a machine that is busy with something else, none need be valid. */
  private void assertDone(int exitCode) throws IOException {
    if (exitCode == ExitCode.TARGET_FAILED && err.toString().contains("no trial counts")) {
      assertThat(Noise.planned(only()).stream().flatMap(trial -> trial.reasons().stream()))
          .allMatch(Noise::explains);
    } else {
      assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.DONE);
    }
  }

  private void assertNoStackTrace() {
    assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("a defect of Paddock");
  }

  @Test
  void a_good_server_gives_every_planned_trial_and_a_report() throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.NONE)) {
      assertDone(run(server.url(), "--json"));
    }
    RunDirectory directory = only();
    assertThat(Noise.planned(directory)).hasSize(4);
    // A fake server answers at once, so any hiccup of a busy machine is a lag that counts.
    assertThat(Noise.planned(directory).stream().flatMap(trial -> trial.reasons().stream()))
        .allMatch(Noise::explains);
    assertThat(out.toString().lines().toList().getLast())
        .startsWith("{\"run\":")
        .contains("\"trials\":", "\"invalid\":0,\"scoped\":", "\"noisy\":", "\"repeated\":");
    assertThat(directory.path().resolve("report.html")).isNotEmptyFile();
    assertThat(directory.path().resolve("summary.json")).isNotEmptyFile();
  }

  @Test
  void an_unreachable_url_is_one_message_and_leaves_no_directory() throws Exception {
    assertThat(run("http://127.0.0.1:9")).isEqualTo(ExitCode.TARGET_FAILED);
    assertThat(err.toString()).contains("nothing answers at http://127.0.0.1:9").contains("--url");
    assertThat(folder.resolve("results")).doesNotExist();
    assertNoStackTrace();
  }

  @Test
  void a_model_that_is_not_there_is_told_with_those_that_are() throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.NONE)) {
      assertThat(run(server.url(), "--set", "model=absent:7b")).isEqualTo(ExitCode.TARGET_FAILED);
    }
    assertThat(err.toString()).contains("no model 'absent:7b'").contains("fake:1");
    assertNoStackTrace();
  }

  @Test
  void a_server_that_is_no_ollama_is_told_as_such() throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.NOT_OLLAMA)) {
      assertThat(run(server.url())).isEqualTo(ExitCode.TARGET_FAILED);
    }
    assertThat(err.toString()).contains("not as Ollama does");
    assertNoStackTrace();
  }

  private List<String> reasonsWith(FakeOllama.Fault fault) throws IOException {
    try (FakeOllama server = new FakeOllama(fault)) {
      assertThat(run(server.url())).as(err.toString()).isEqualTo(ExitCode.TARGET_FAILED);
    }
    assertNoStackTrace();
    List<Event.Trial> trials = Noise.planned(only());
    assertThat(trials).hasSize(4).allMatch(trial -> trial.validity() == Validity.VOID);
    assertThat(err.toString()).contains("no trial counts");
    return trials.getFirst().reasons();
  }

  @Test
  void garbage_in_the_stream_is_no_success() throws Exception {
    assertThat(reasonsWith(FakeOllama.Fault.GARBAGE)).anyMatch(r -> r.contains("<html>"));
  }

  @Test
  void a_server_that_hangs_costs_a_few_time_outs_and_not_the_night() throws Exception {
    assertThat(reasonsWith(FakeOllama.Fault.HANG)).anyMatch(r -> r.contains("never sent"));
  }

  @Test
  void a_stream_that_dies_is_no_success() throws Exception {
    assertThat(reasonsWith(FakeOllama.Fault.DIES_AMID_THE_STREAM))
        .anyMatch(r -> r.contains("failed"));
  }

  @Test
  void an_error_amid_the_stream_is_told_in_the_servers_words() throws Exception {
    assertThat(reasonsWith(FakeOllama.Fault.ERROR_AMID_THE_STREAM))
        .anyMatch(r -> r.contains("the runner is gone"));
  }

  @Test
  void cells_that_need_more_than_one_that_did_not_fit_are_not_tried_and_the_others_are()
      throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.NO_ROOM)) {
      run(server.url(), "--set", "constants={}", "--set", "factors.num_ctx=[512, 1024, 2048]");
    }
    assertNoStackTrace();
    RunDirectory directory = only();
    List<Event.Trial> trials = Noise.planned(directory);
    assertThat(trials.stream().filter(trial -> context(trial) == 512)).hasSize(4);
    // One trial found out; nobody tried the larger cells of its kind, nor it again.
    assertThat(trials.stream().filter(trial -> context(trial) > 512)).hasSizeBetween(1, 2);
    assertThat(directory.infeasible()).hasSize(4);
    assertThat(directory.infeasible().getFirst().why())
        .contains("cudaMalloc failed: out of memory");
    assertThat(Files.readString(directory.path().resolve("report.md")))
        .contains("What cannot run here")
        .contains("cudaMalloc failed: out of memory")
        .contains("needs no less memory than")
        .containsPattern("Nothing was .?read back");
    assertThat(paddock("status", directory.path().toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("cannot run here").doesNotContain("Go on with");
    assertThat(paddock("resume", directory.path().toString(), "--json")).isNotEqualTo(1);
    assertThat(Noise.planned(directory)).hasSameSizeAs(trials);
  }

  private static long context(Event.Trial trial) {
    return Long.parseLong(trial.wanted().named().get("num_ctx") + "");
  }

  @Test
  void a_server_that_is_too_busy_is_told_in_its_own_words() throws Exception {
    assertThat(reasonsWith(FakeOllama.Fault.BUSY))
        .anyMatch(r -> r.contains("maximum pending requests exceeded"));
    assertThat(only().infeasible()).hasSize(2);
  }

  @Test
  void a_server_that_is_upgraded_amid_a_run_spoils_no_trial() throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.UPGRADED_MEANWHILE)) {
      run(server.url());
    }
    assertNoStackTrace();
    List<Event.Trial> trials = Noise.planned(only());
    assertThat(trials.getFirst().reasons()).allMatch(Noise::explains);
    assertThat(trials.subList(1, 4))
        .allMatch(
            trial ->
                trial
                    .reasons()
                    .contains(
                        "the environment changed since the run began (server.version: 0.0-fake →"
                            + " 0.1-fake). Change it back, or start a new run"));
  }

  @Test
  void answers_that_end_early_cost_a_trial_its_lengths_and_nothing_else() throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.SHORT_ANSWERS)) {
      assertDone(run(server.url()));
    }
    assertThat(Noise.planned(only()))
        .allSatisfy(
            trial -> {
              assertThat(trial.reasons()).anyMatch(r -> r.contains("ended before their 8 tokens"));
              assertThat(trial.lost()).contains("e2e", "goodput", "throughput.tokens");
            });
  }

  @Test
  void a_server_that_is_gone_ends_the_run_resumable_and_resume_finishes_it() throws Exception {
    RunDirectory directory;
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.NONE)) {
      assertDone(run(server.url()));
      directory = only();
      // As if the run had been killed after its first trial, in the middle of a line.
      Path journal = directory.path().resolve("journal.jsonl");
      List<String> lines = Files.readAllLines(journal);
      int first = 0;
      while (!lines.get(first).contains("\"trial\"")) {
        first++;
      }
      Files.writeString(
          journal, String.join("\n", lines.subList(0, first + 1)) + "\n{\"event\":\"tri");
      assertDone(paddock("resume", directory.path().toString()));
    }
    assertThat(Noise.planned(directory))
        .extracting(Event.Trial::trial)
        .containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(paddock("resume", directory.path().toString())).isEqualTo(ExitCode.TARGET_FAILED);
    assertThat(err.toString()).contains("nothing answers at");
    assertThat(Noise.planned(directory)).hasSize(4);
  }

  @Test
  void a_run_is_not_resumed_on_another_machine() throws Exception {
    try (FakeOllama server = new FakeOllama(FakeOllama.Fault.NONE)) {
      assertDone(run(server.url()));
      Path environment = only().path().resolve("environment.json");
      Files.writeString(
          environment, Files.readString(environment).replace("0.0-fake", "another-version"));
      assertThat(paddock("resume", only().path().toString())).isEqualTo(ExitCode.WRONG_USE);
    }
    assertThat(err.toString())
        .contains("the environment changed")
        .contains("server.version: another-version → 0.0-fake");
  }

  @Test
  void a_file_that_is_not_there_is_wrong_use() {
    assertThat(paddock("run", folder.resolve("nothing.yaml").toString()))
        .isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).contains("there is no such file");
    assertNoStackTrace();
  }

  @Test
  void a_directory_that_is_no_run_is_wrong_use() {
    for (String command : List.of("resume", "status", "report", "publish")) {
      assertThat(paddock(command, folder.toString())).isEqualTo(ExitCode.WRONG_USE);
    }
    assertThat(err.toString()).contains("not a run directory");
    assertNoStackTrace();
  }
}
