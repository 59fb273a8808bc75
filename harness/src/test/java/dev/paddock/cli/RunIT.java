package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paddock.Eventually;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, the embedded engine and a whole run, in processes as a user starts them. */
class RunIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void experiment() throws IOException {
    Files.writeString(
        folder.resolve("small.yaml"),
        """
        name: small
        question: Does it work at all?
        target: {kind: embedded}
        factors: {num_ctx: [256, 512]}
        constants: {num_batch: 128, num_thread: 1, temperature: 0}
        load: {clients: 2}
        workload: {prompt_tokens: 48, output_tokens: 8}
        design: {blocks: 2, requests: 4, seed: 11}
        metrics: [ttft.p50, itl.p50, throughput.tokens, memory]
        """);
  }

  private RunDirectory only() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }

  /** Every trial was run; on a machine that is busy with something else, none need be valid. */
  private void assertDone(Launched run) throws Exception {
    if (run.exitCode() == ExitCode.TARGET_FAILED && run.words().contains("no trial counts")) {
      assertThat(Noise.planned(only()).stream().flatMap(trial -> trial.reasons().stream()))
          .as(run.words())
          .allMatch(Noise::explains);
    } else {
      assertThat(run.exitCode()).as(run.words()).isZero();
    }
  }

  private static void assertEachTrialOnce(RunDirectory directory) {
    assertThat(Noise.planned(directory))
        .extracting(Event.Trial::trial)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, directory.plan().trials().size()).boxed().toList());
  }

  private void assertNoEngineLeft(long parent) throws Exception {
    Eventually.holds("no engine of the killed run is left", () -> engines(parent).isEmpty());
  }

  /** Engines that this test's runs started: they inherit this folder as working directory. */
  private List<Long> engines(long parent) throws IOException {
    return Launched.processesWith("--exit-with-stdin").stream()
        .filter(pid -> pid != parent && folder.toString().equals(workingDirectory(pid)))
        .toList();
  }

  private static String workingDirectory(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void a_run_from_any_directory_leaves_valid_trials_a_report_and_no_process() throws Exception {
    Launched run =
        Launched.paddock(
            folder,
            "run",
            "small.yaml",
            "--json",
            "--publish",
            "docs",
            "--set",
            "factors.OLLAMA_NUM_PARALLEL=[1, 2]",
            "--set",
            "design.blocks=1");
    assertDone(run);
    RunDirectory directory = only();
    assertEachTrialOnce(directory);
    // On a machine that is busy with something else, a lag may rightly spoil a trial.
    assertThat(Noise.planned(directory).stream().flatMap(trial -> trial.reasons().stream()))
        .allMatch(Noise::explains);
    assertThat(directory.path().resolve("report.html")).isNotEmptyFile();
    assertThat(folder.resolve("docs/index.html")).isNotEmptyFile();
    assertThat(Noise.planned(directory).getFirst().got())
        .containsKeys("num_ctx", "OLLAMA_NUM_PARALLEL", "num_batch", "num_thread");
    assertNoEngineLeft(run.process().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trials to run", "[1/4]", "[3/"})
  void a_run_killed_at_any_moment_is_resumed_with_every_trial_once(String said) throws Exception {
    Launched run = Launched.paddock(folder, "run", "small.yaml");
    run.awaitWords(said);
    run.process().destroyForcibly().waitFor();
    assertNoEngineLeft(run.process().pid());
    Launched resumed = Launched.paddock(folder, "resume", only().path().toString());
    assertDone(resumed);
    assertEachTrialOnce(only());
    assertNoEngineLeft(resumed.process().pid());
  }

  @Test
  void an_interrupted_run_ends_with_130_and_a_whole_journal() throws Exception {
    Launched run = Launched.interruptible(folder, "run", "small.yaml");
    run.awaitWords("[1/4]");
    new ProcessBuilder("kill", "-INT", Long.toString(run.process().pid())).start().waitFor();
    assertThat(run.exitCode()).as(run.words()).isEqualTo(130);
    assertThat(run.words()).contains("paddock resume");
    List<Event> events = only().events();
    assertThat(events.getLast()).isInstanceOf(Event.End.class);
    assertThat(((Event.End) events.getLast()).how()).isEqualTo(RunEnd.INTERRUPTED);
    assertNoEngineLeft(run.process().pid());
  }

  @Test
  void an_engine_that_is_killed_is_started_again_and_no_trial_is_lost() throws Exception {
    Launched run = Launched.paddock(folder, "run", "small.yaml");
    run.awaitWords("[1/4]");
    for (long engine : engines(run.process().pid())) {
      ProcessHandle.of(engine).ifPresent(ProcessHandle::destroyForcibly);
    }
    assertDone(run);
    assertEachTrialOnce(only());
    assertThat(only().events()).hasAtLeastOneElementOfType(Event.Fault.class);
    assertNoEngineLeft(run.process().pid());
  }

  @Test
  void a_full_disk_is_one_message_and_what_was_measured_can_be_resumed() throws Exception {
    Path small = Files.createDirectory(folder.resolve("results"));
    assumeTrue(
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString())
                .start()
                .waitFor()
            == 0,
        "a tmpfs can be mounted");
    try {
      Launched run = Launched.paddock(folder, "run", "small.yaml");
      assertThat(run.exitCode()).as(run.words()).isEqualTo(3);
      assertThat(run.words()).contains("No space left").doesNotContain("\tat ");
      int kept = Noise.planned(only()).size();
      new ProcessBuilder("mount", "-o", "remount,size=64m", small.toString()).start().waitFor();
      Launched resumed = Launched.paddock(folder, "resume", only().path().toString());
      assertDone(resumed);
      assertEachTrialOnce(only());
      assertThat(kept).isLessThan(4);
    } finally {
      new ProcessBuilder("umount", small.toString()).start().waitFor();
    }
  }

  @Test
  void a_machine_without_jdk_25_is_told_what_to_install() throws Exception {
    Launched run =
        Launched.start(
            folder,
            Map.of("JAVA_HOME", "/nonexistent", "HOME", "/nonexistent"),
            List.of(
                "unshare",
                "-m",
                "bash",
                "-c",
                "mount -t tmpfs tmpfs /usr/lib/jvm && "
                    + Path.of("..", "paddock").toAbsolutePath().normalize()
                    + " --version"));
    assumeTrue(run.exitCode() != 1, "mounts can be hidden from a process");
    assertThat(run.words()).contains("no JDK 25 found");
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
