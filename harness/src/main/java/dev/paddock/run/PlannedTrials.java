package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.experiment.Objective;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Fault;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.TrialSummary;
import dev.paddock.steer.Steering;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trials of a plan that its journal does not have yet, in the plan's order, as far as its
 * {@link Steering} wants them and their cells are not known to be {@linkplain Feasibility
 * infeasible}; after each block those that are to be measured again, see {@link Repeats}.
 */
public final class PlannedTrials implements TrialSource {
  private final Steering steering;
  private final Feasibility feasibility;
  private final Repeats repeats;
  private final Queue<PlannedTrial> left;
  private final int lastBlock;
  private final Extent extent;

  /**
   * What is left of a run that begins or goes on.
   *
   * @param anew whether trials that lost something get their tries again
   * @throws dev.paddock.journal.RunDirectoryException where a file of the run cannot be read
   */
  public static PlannedTrials of(Experiment experiment, RunDirectory run, boolean anew) {
    Plan plan = run.plan();
    Feasibility feasibility =
        new Feasibility(plan, cell -> CellSetup.of(experiment, cell).settings(), run.events());
    Repeats repeats =
        new Repeats(plan, asked(experiment), feasibility::excludes, run.trials(), anew);
    return new PlannedTrials(
        plan,
        run.trials(),
        Steering.of(experiment, run),
        feasibility,
        // Of a search a load says nothing without those around it.
        experiment.searched().isPresent() ? repeats.lossesAlone() : repeats);
  }

  /** What the experiment asks about. */
  private static Set<Quantity> asked(Experiment experiment) {
    return Stream.of(
            experiment.metrics().stream(),
            experiment.hypotheses().stream().map(Hypothesis::metric),
            experiment.objectives().stream().map(Objective::metric))
        .flatMap(metrics -> metrics)
        .map(Metric::quantity)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Quantity.class)));
  }

  /**
   * What is left of a plan.
   *
   * @param journal the trials that it has
   */
  PlannedTrials(
      Plan plan,
      List<Event.Trial> journal,
      Steering steering,
      Feasibility feasibility,
      Repeats repeats) {
    Set<Integer> ended = journal.stream().map(Event.Trial::trial).collect(Collectors.toSet());
    this.steering = steering;
    this.feasibility = feasibility;
    this.repeats = repeats;
    this.left =
        new ArrayDeque<>(
            plan.trials().stream().filter(trial -> !ended.contains(trial.number())).toList());
    this.lastBlock = plan.trials().getLast().block();
    this.extent =
        new Extent(
            ended.size(),
            steering
                .toCome()
                .orElse(
                    (int)
                        steering.wanted().trials().stream()
                            .filter(trial -> !ended.contains(trial.number()))
                            .count()),
            steering.wanted().open());
  }

  /** Whether trials that ended lack something which only the world around them took. */
  public boolean lacks() {
    return repeats.lacks();
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
    int block = due.map(trial -> trial.block() - 1).orElse(lastBlock);
    Optional<Step.Repeat> again = repeats.after(block);
    if (again.isPresent()) {
      return again.get();
    }
    Optional<Event.Course> course = steering.after(block, now);
    if (course.isPresent()) {
      return new Step.Decided(course.get());
    }
    boolean enough = steering.wanted().last().filter(last -> last.next().isEmpty()).isPresent();
    if (enough || due.isEmpty()) {
      return repeats
          .afterTheLast()
          .<Step>map(step -> step)
          .orElseGet(() -> new Step.Over(enough ? RunEnd.PRECISE : RunEnd.DONE));
    }
    Optional<PlannedTrial> wanted =
        left.stream()
            .takeWhile(one -> one.block() == due.get().block())
            .filter(steering.wanted()::has)
            .findFirst();
    if (wanted.isEmpty()) {
      left.removeIf(one -> one.block() == due.get().block());
      return next(now);
    }
    PlannedTrial trial = wanted.get();
    left.remove(trial);
    return feasibility.excludes(trial.cell()) ? new Step.Infeasible(trial) : new Step.Run(trial);
  }

  @Override
  public void ended(Event.Trial trial, TrialSummary summary) {
    repeats.ended(trial);
    steering.ended(trial, summary);
  }

  @Override
  public List<Event.Infeasible> impossible(Instant at, String cell, String why) {
    List<Event.Infeasible> learned = feasibility.impossible(at, cell, why);
    learned.forEach(one -> steering.infeasible(one.cell()));
    return learned;
  }

  @Override
  public List<Event.Infeasible> failed(Instant at, String cell, Fault fault) {
    List<Event.Infeasible> learned = feasibility.ended(at, cell, fault);
    learned.forEach(one -> steering.infeasible(one.cell()));
    return learned;
  }
}
