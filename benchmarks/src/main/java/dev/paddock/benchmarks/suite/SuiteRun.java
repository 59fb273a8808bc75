package dev.paddock.benchmarks.suite;

import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Trouble;
import dev.paddock.record.Troubles;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A suite that runs: fork by fork in the order of its plan, each on disk before the next begins.
 *
 * @param directory whose plan is followed; forks that its journal already has are not run again
 * @param effort of each fork
 * @param forks what measures
 * @param progress who is told
 * @param budget no block is begun that would end after it, but a first one; of zero, none at all
 */
public record SuiteRun(
    Suite suite,
    RunDirectory directory,
    Effort effort,
    Forks forks,
    SuiteProgress progress,
    InstantSource clock,
    Duration budget) {
  static final String VERSION = version();

  /**
   * Runs every fork that is still to be run, block by block, as long as the budget allows.
   *
   * @throws ForkException where a fork fails; those before it are kept
   */
  public void toTheEnd() {
    Plan plan = directory.plan();
    Set<Integer> kept =
        directory.trials().stream().map(Event.Trial::trial).collect(Collectors.toUnmodifiableSet());
    List<PlannedTrial> left =
        plan.trials().stream().filter(trial -> !kept.contains(trial.number())).toList();
    boolean resumed = !directory.events().isEmpty();
    try (Journal journal = Journal.open(directory);
        Interruption interruption = new Interruption(journal, clock, progress)) {
      journal.append(
          new Event.Run(
              clock.instant(), resumed, directory.environment().id(), VERSION, Optional.empty()));
      progress.begins(suite.word(), left.size());
      Instant begun = clock.instant();
      int blocks = 0;
      int plot = 0;
      for (PlannedTrial trial : left) {
        if (trial.plot() != plot) {
          if (budget.isZero()
              || (blocks > 0 && !fits(Duration.between(begun, clock.instant()), blocks))) {
            interruption.ends(RunEnd.BUDGET);
            progress.budgetSpent(directory.path());
            return;
          }
          blocks++;
          plot = trial.plot();
          journal.append(
              new Event.Plot(
                  clock.instant(), plot, trial.block(), new TreeMap<>(), suite.measuredBy()));
        }
        run(plan.cell(trial.cell()), trial, journal, interruption);
      }
      interruption.ends(RunEnd.DONE);
    }
    progress.ends();
  }

  /** Whether one more block is likely to end in time, where so many took {@code elapsed}. */
  private boolean fits(Duration elapsed, int blocks) {
    return elapsed.plus(elapsed.dividedBy(blocks)).compareTo(budget) <= 0;
  }

  private void run(Cell cell, PlannedTrial trial, Journal journal, Interruption interruption) {
    Measurement measured = measure(cell, trial, journal, interruption);
    interruption.unlessInterrupted(
        () -> journal.append(event(cell, trial, measured), measured.figures()));
    progress.did(cell, measured);
  }

  /** What counts, or the last attempt. */
  private Measurement measure(
      Cell cell, PlannedTrial trial, Journal journal, Interruption interruption) {
    Measurement measured = attempt(cell, trial, 1, journal, interruption);
    for (int again = 2; again <= effort.attempts() && !measured.reasons().isEmpty(); again++) {
      String why = "measured again: " + String.join("; ", measured.reasons());
      interruption.unlessInterrupted(
          () -> journal.append(Event.Fault.of(clock.instant(), where(trial), why)));
      measured = attempt(cell, trial, again, journal, interruption);
    }
    return measured;
  }

  private Measurement attempt(
      Cell cell, PlannedTrial trial, int number, Journal journal, Interruption interruption) {
    String log = number == 1 ? "fork.log" : "fork-%d.log".formatted(number);
    try {
      return forks.measure(
          suite,
          cell.levels(),
          effort,
          directory.path(),
          directory.trial(trial.number()).resolve(log));
    } catch (ForkException e) {
      interruption.unlessInterrupted(
          () -> {
            String what = String.valueOf(e.getMessage());
            journal.append(Event.Fault.of(clock.instant(), where(trial), what));
            interruption.ends(RunEnd.FAILED);
          });
      throw e;
    }
  }

  private static String where(PlannedTrial trial) {
    return "trial " + trial.number();
  }

  private Event.Trial event(Cell cell, PlannedTrial trial, Measurement measured) {
    return new Event.Trial(
        clock.instant(),
        trial.number(),
        cell.id(),
        trial.block(),
        trial.plot(),
        wanted(cell),
        measured.got(),
        Troubles.of(Trouble.Kind.INVALID, measured.reasons()),
        effort.iterations(),
        effort.warmups(),
        Optional.empty());
  }

  private Configuration wanted(Cell cell) {
    return cell.levels()
        .with(
            Settings.named(SuiteExperiment.ITERATION),
            new Value.Text(effort.iteration().toMillis() + " ms"));
  }

  private static String version() {
    String version = SuiteRun.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
