package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Fault;
import dev.paddock.record.TrialSummary;
import dev.paddock.steer.Steering;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trials of a plan that its journal does not have yet, in the plan's order, as far as its
 * {@link Steering} wants them and their cells are not known to be {@linkplain Feasibility
 * infeasible}.
 */
public final class PlannedTrials implements TrialSource {
  private final Steering steering;
  private final Feasibility feasibility;
  private final Queue<PlannedTrial> left;
  private final int lastBlock;
  private final Extent extent;

  /**
   * What is left of a run that begins or goes on.
   *
   * @throws dev.paddock.journal.RunDirectoryException where a file of the run cannot be read
   */
  public static TrialSource of(Experiment experiment, RunDirectory run) {
    Plan plan = run.plan();
    return new PlannedTrials(
        plan,
        run.trials().stream().map(Event.Trial::trial).collect(Collectors.toSet()),
        Steering.of(experiment, run),
        new Feasibility(plan, cell -> CellSetup.of(experiment, cell).settings(), run.events()));
  }

  /**
   * What is left of a plan.
   *
   * @param ended numbers of the trials that the journal has
   */
  PlannedTrials(Plan plan, Set<Integer> ended, Steering steering, Feasibility feasibility) {
    this.steering = steering;
    this.feasibility = feasibility;
    this.left =
        new ArrayDeque<>(
            plan.trials().stream()
                .filter(trial -> !ended.contains(trial.number()) && steering.wanted().has(trial))
                .toList());
    this.lastBlock = plan.trials().getLast().block();
    this.extent =
        new Extent(
            ended.size(),
            (int)
                steering.wanted().trials().stream()
                    .filter(trial -> !ended.contains(trial.number()))
                    .count(),
            steering.wanted().open());
  }

  @Override
  public Extent extent() {
    return extent;
  }

  @Override
  public int atLeast() {
    return steering.atLeast();
  }

  @Override
  public Optional<Steering.Outlook> outlook(int blocks) {
    return steering.outlook(blocks);
  }

  @Override
  public Step next(Instant now) {
    Optional<PlannedTrial> due = Optional.ofNullable(left.peek());
    Optional<Event.Course> course =
        steering.after(due.map(trial -> trial.block() - 1).orElse(lastBlock), now);
    if (course.isPresent()) {
      return new Step.Decided(course.get());
    }
    if (steering.wanted().last().filter(last -> last.next().isEmpty()).isPresent()) {
      return new Step.Over(RunEnd.PRECISE);
    }
    if (due.isEmpty()) {
      return new Step.Over(RunEnd.DONE);
    }
    PlannedTrial trial = left.remove();
    if (!steering.wanted().has(trial)) {
      return new Step.Unwanted(trial);
    }
    return feasibility.excludes(trial.cell()) ? new Step.Infeasible(trial) : new Step.Run(trial);
  }

  @Override
  public void ended(Event.Trial trial, TrialSummary summary) {
    steering.ended(trial, summary);
  }

  @Override
  public List<Event.Infeasible> failed(Instant at, String cell, Fault fault) {
    List<Event.Infeasible> learned = feasibility.ended(at, cell, fault);
    learned.forEach(one -> steering.infeasible(one.cell()));
    return learned;
  }
}
