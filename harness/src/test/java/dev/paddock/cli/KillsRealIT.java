package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.Eventually;
import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run on a managed real Ollama, whose processes are killed at random moments: {@code
 * -Dpaddock.kills=20 -Dpaddock.kills.seed=7} for more of them.
 */
class KillsRealIT {
  @RegisterExtension static final RealServers SERVERS = new RealServers(Named.PADDOCK_OLLAMA);

  private static final int KILLS = Integer.getInteger("paddock.kills", 6);
  private static final long SEED = Long.getLong("paddock.kills.seed", 1L);

  /** In blocks of four; enough that a trial is seldom hit twice. */
  private static final int BLOCKS = Math.max(2, KILLS / 3);

  @TempDir private Path folder = Path.of("");
  private final Set<Long> everSeen = new ConcurrentSkipListSet<>();

  private enum Victim {
    OLLAMA,
    LLAMA_SERVER,
    PADDOCK;

    /** The process of this kind that {@code paddock} started, or is. */
    Optional<ProcessHandle> of(Process paddock) {
      return switch (this) {
        case PADDOCK -> Optional.of(paddock.toHandle());
        case OLLAMA -> child(paddock, "ollama serve");
        case LLAMA_SERVER -> child(paddock, "llama-server --model");
      };
    }

    private static Optional<ProcessHandle> child(Process paddock, String words) {
      try (Stream<ProcessHandle> tree = paddock.descendants()) {
        return tree.filter(one -> commandLine(one).contains(words))
            .filter(one -> !commandLine(one).startsWith("bash"))
            .findFirst();
      }
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  @AfterEach
  void endWhatIsLeft() {
    everSeen.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private void see(Process paddock) {
    everSeen.add(paddock.pid());
    try (Stream<ProcessHandle> tree = paddock.descendants()) {
      tree.forEach(one -> everSeen.add(one.pid()));
    }
  }

  private Optional<RunDirectory> directory() throws IOException {
    Path results = folder.resolve("results");
    if (!Files.isDirectory(results)) {
      return Optional.empty();
    }
    try (Stream<Path> runs = Files.list(results)) {
      return runs.filter(run -> Files.exists(run.resolve("plan.json")))
          .findFirst()
          .map(RunDirectory::open);
    }
  }

  private Launched runOrResume(Path file) throws IOException {
    Optional<RunDirectory> begun = directory();
    return begun.isPresent()
        ? Launched.paddock(folder, "resume", begun.get().path().toString())
        : Launched.paddock(folder, "run", file.toString());
  }

  private static boolean alive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitNoneLeft() throws IOException, InterruptedException {
    Eventually.holds("no process is left", () -> everSeen.stream().noneMatch(KillsRealIT::alive));
  }

  @Test
  void no_kill_at_any_moment_loses_or_repeats_a_trial_or_leaves_a_process() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("kills.yaml"),
            """
            name: kills
            target: {kind: ollama, command: $PADDOCK_OLLAMA serve}
            model: smollm2:135m
            factors: {OLLAMA_NUM_PARALLEL: [1, 2], num_ctx: [512, 1024]}
            constants: {num_batch: 512, temperature: 0}
            workload: {prompt_tokens: 40, output_tokens: 8}
            design: {blocks: %d, requests: 4}
            metrics: [ttft.p50]
            """
                .formatted(BLOCKS));
    Random random = new Random(SEED);
    Launched paddock = runOrResume(file);
    int killed = 0;
    while (killed < KILLS) {
      if (paddock.process().waitFor(500 + random.nextInt(6000), TimeUnit.MILLISECONDS)) {
        if (directory().isPresent()) {
          break; // done before all kills came
        }
        // A server that is killed while it is asked what it has leaves no run, and is said so.
        assertThat(paddock.exitCode()).as(paddock.words()).isEqualTo(ExitCode.TARGET_FAILED);
        paddock = runOrResume(file);
        continue;
      }
      see(paddock.process());
      Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
      Optional<ProcessHandle> process = victim.of(paddock.process());
      if (process.isEmpty()) {
        continue; // it is not there at this moment
      }
      process.get().destroyForcibly();
      killed++;
      System.out.println(
          "kill %d: %s, after %d trials"
              .formatted(
                  killed,
                  victim.name().toLowerCase(Locale.ROOT),
                  directory().map(one -> one.trials().size()).orElse(0)));
      if (victim == Victim.PADDOCK) {
        paddock.process().waitFor();
        awaitNoneLeft();
        paddock = runOrResume(file);
      }
    }
    int code = paddock.exitCode();
    RunDirectory run = directory().orElseThrow();
    while (run.events().isEmpty() || !(run.events().getLast() instanceof Event.End)) {
      paddock = runOrResume(file);
      code = paddock.exitCode();
    }
    see(paddock.process());
    // Noise may leave no trial valid on a machine that does something else beside.
    assertThat(code).as(paddock.words()).isIn(ExitCode.DONE, ExitCode.TARGET_FAILED);
    assertThat(((Event.End) run.events().getLast()).how()).isEqualTo(RunEnd.DONE);
    Set<String> infeasible = new TreeSet<>();
    run.infeasible().forEach(one -> infeasible.add(one.cell()));
    List<Integer> expected =
        run.plan().trials().stream()
            .filter(
                trial ->
                    !infeasible.contains(trial.cell())
                        || Noise.planned(run).stream()
                            .anyMatch(one -> one.trial() == trial.number()))
            .map(trial -> trial.number())
            .toList();
    assertThat(Noise.planned(run))
        .extracting(Event.Trial::trial)
        .containsExactlyElementsOf(expected);
    assertThat(run.plan().trials()).hasSize(4 * BLOCKS);
    assertThat(IntStream.rangeClosed(1, 4 * BLOCKS).filter(n -> !expected.contains(n)).count())
        .as("trials left out because a cell was hit too often")
        .isLessThanOrEqualTo(BLOCKS);
    awaitNoneLeft();
    System.out.println(
        "%d kills, %d of %d trials, %d faults"
            .formatted(
                killed,
                Noise.planned(run).size(),
                run.plan().trials().size(),
                run.events().stream().filter(Event.Fault.class::isInstance).count()));
  }
}
