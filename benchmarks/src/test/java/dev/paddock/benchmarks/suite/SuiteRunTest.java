package dev.paddock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.buffers.StreamBuffers;
import dev.paddock.benchmarks.json.JsonIn;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Figure;
import dev.paddock.record.Validity;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteRunTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final SortedMap<String, Figure> FIGURES =
      new TreeMap<>(Map.of("time.mean", new Figure(123.4, 3), "alloc", new Figure(0, 3)));

  private static final Measurement GOOD = new Measurement(FIGURES, new TreeMap<>(), List.of());

  @TempDir Path results;

  @Test
  void an_interrupted_run_keeps_its_finished_forks() {
    RunDirectory directory = begun();
    List<Path> measured = new ArrayList<>();
    Forks failing =
        (suite, levels, effort, run, log) -> {
          if (measured.size() == 5) {
            throw new ForkException("the sixth fork fails");
          }
          measured.add(log);
          return GOOD;
        };
    assertThatThrownBy(() -> run(directory, failing).toTheEnd()).isInstanceOf(ForkException.class);
    assertThat(directory.trials()).hasSize(5);
    assertThat(directory.figures(1)).isEqualTo(FIGURES);
    assertThat(directory.events())
        .last()
        .isInstanceOfSatisfying(
            Event.End.class, end -> assertThat(end.how()).isEqualTo(RunEnd.FAILED));

    run(
            directory,
            (suite, levels, effort, run, log) -> {
              measured.add(log);
              return GOOD;
            })
        .toTheEnd();
    assertThat(measured).doesNotHaveDuplicates();
    assertThat(directory.trials().stream().map(Event.Trial::trial))
        .containsExactlyElementsOf(
            directory.plan().trials().stream().map(PlannedTrial::number).toList());
    assertThat(directory.events())
        .last()
        .isInstanceOfSatisfying(
            Event.End.class, end -> assertThat(end.how()).isEqualTo(RunEnd.DONE));
  }

  @Test
  void a_resumed_run_has_the_effort_that_it_began_with() {
    Effort effort = new Effort(2, 4, 6, Duration.ofMillis(150));
    RunDirectory directory =
        SuitePlan.begin(
            new StreamBuffers(),
            effort,
            7,
            results,
            NOW,
            SuiteEnvironment.read(new StreamBuffers()));
    assertThat(SuitePlan.effort(directory)).isEqualTo(effort);
  }

  @Test
  void every_fork_measures_the_variant_that_was_planned() {
    RunDirectory directory = begun();
    List<String> variants = new ArrayList<>();
    run(
            directory,
            (suite, levels, effort, run, log) -> {
              variants.add(levels.toString());
              return GOOD;
            })
        .toTheEnd();
    assertThat(variants)
        .containsExactlyElementsOf(
            directory.plan().trials().stream()
                .map(trial -> directory.plan().cell(trial.cell()).levels().toString())
                .toList());
  }

  @Test
  void a_fork_that_was_disturbed_does_not_count() {
    RunDirectory directory = begun();
    run(
            directory,
            (suite, levels, effort, run, log) ->
                new Measurement(FIGURES, new TreeMap<>(), List.of("other load on the machine")))
        .toTheEnd();
    assertThat(directory.trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.validity()).isEqualTo(Validity.VOID);
              assertThat(trial.reasons()).containsExactly("other load on the machine");
            });
  }

  @Test
  void a_fork_that_was_disturbed_once_is_measured_again() {
    RunDirectory directory = begun(Effort.FULL);
    List<Path> logs = new ArrayList<>();
    run(
            directory,
            (suite, levels, effort, run, log) -> {
              logs.add(log);
              return logs.size() == 1
                  ? new Measurement(FIGURES, new TreeMap<>(), List.of("other load on the machine"))
                  : GOOD;
            })
        .toTheEnd();
    assertThat(directory.trials()).allMatch(trial -> trial.validity() == Validity.WHOLE);
    assertThat(logs).hasSize(directory.trials().size() + 1).doesNotHaveDuplicates();
    assertThat(directory.events())
        .filteredOn(Event.Fault.class::isInstance)
        .singleElement()
        .asString()
        .contains("measured again: other load on the machine");
  }

  @Test
  void a_suite_ends_within_its_budget_with_a_whole_block() {
    RunDirectory directory = begun(Effort.FULL);
    int cells = directory.plan().cells().size();
    Duration fork = Duration.ofSeconds(1);
    Instant[] now = {NOW};
    Forks slow =
        (suite, levels, effort, run, log) -> {
          now[0] = now[0].plus(fork);
          return GOOD;
        };
    // Two blocks and most of a third.
    Duration budget = fork.multipliedBy(3L * cells - 1);
    run(directory, slow, () -> now[0], budget).toTheEnd();
    assertThat(directory.trials()).hasSize(2 * cells);
    assertThat(directory.events())
        .last()
        .isInstanceOfSatisfying(
            Event.End.class, end -> assertThat(end.how()).isEqualTo(RunEnd.BUDGET));
    run(directory, slow, () -> now[0], fork).toTheEnd();
    assertThat(directory.trials()).as("one more with each resumption").hasSize(3 * cells);
    run(directory, slow, () -> now[0], Duration.ZERO).toTheEnd();
    assertThat(directory.trials()).as("none where only pages are wanted").hasSize(3 * cells);
  }

  private RunDirectory begun() {
    return begun(Effort.SHORT);
  }

  private RunDirectory begun(Effort effort) {
    return SuitePlan.begin(
        new JsonIn(), effort, 7, results, NOW, SuiteEnvironment.read(new JsonIn()));
  }

  private static SuiteRun run(RunDirectory directory, Forks forks) {
    return run(directory, forks, InstantSource.fixed(NOW), Duration.ofDays(1));
  }

  private static SuiteRun run(
      RunDirectory directory, Forks forks, InstantSource clock, Duration budget) {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new SuiteRun(
        new JsonIn(),
        directory,
        SuitePlan.effort(directory),
        forks,
        new SuiteProgress(silent, () -> 0),
        clock,
        budget);
  }
}
