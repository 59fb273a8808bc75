package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Estimate;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Fault;
import dev.paddock.record.TrialSummary;
import dev.paddock.settings.Configuration;
import dev.paddock.steer.Steering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The head of a plan, for a first look: the control, and as many other cells as have {@link
 * RunEnd#QUICK_BLOCKS} blocks each in the time that there is, by how long the trials of the first
 * block took. What it decides rests on the clock alone, never on a figure, and its trials are those
 * of the plan: a run that is resumed goes on with the others.
 */
public final class QuickTrials implements TrialSource {
  private static final int BLOCKS = RunEnd.QUICK_BLOCKS;

  private final Plan plan;
  private final Duration time;
  private final Feasibility feasibility;
  private final Queue<String> candidates;
  private final Set<String> chosen = new LinkedHashSet<>();
  private final Queue<PlannedTrial> inHand = new ArrayDeque<>();
  private Optional<Instant> begun = Optional.empty();
  private int block = 1;

  /**
   * The head of a run that begins.
   *
   * @param time that it may take
   */
  public static QuickTrials of(Experiment experiment, RunDirectory run, Duration time) {
    Plan plan = run.plan();
    return new QuickTrials(
        plan,
        time,
        order(experiment, plan),
        new Feasibility(plan, cell -> CellSetup.of(experiment, cell).settings(), run.events()));
  }

  /**
   * The head of a plan.
   *
   * @param order of the cells by what they are worth, the control first
   */
  QuickTrials(Plan plan, Duration time, List<String> order, Feasibility feasibility) {
    this.plan = plan;
    this.time = time;
    this.candidates = new ArrayDeque<>(order);
    this.feasibility = feasibility;
  }

  /**
   * All cells by what a second of them is worth: the control, those that a hypothesis speaks of,
   * those that differ from the control in one factor, and the others; the cheaper ones first.
   */
  static List<String> order(Experiment experiment, Plan plan) {
    Estimate estimate = Estimate.assumed(experiment.target());
    Configuration control = plan.cell(plan.control()).levels();
    int plot = first(plan, plan.control()).plot();
    return plan.cells().stream()
        .sorted(
            Comparator.comparing((Cell cell) -> !cell.id().equals(plan.control()))
                .thenComparing(cell -> !asked(experiment, cell.levels()))
                .thenComparing(cell -> differing(control, cell.levels()) > 1)
                .thenComparing(
                    cell ->
                        estimate
                            .trial(experiment, cell)
                            .plus(
                                first(plan, cell.id()).plot() == plot
                                    ? Duration.ZERO
                                    : estimate.start())))
        .map(Cell::id)
        .toList();
  }

  private static boolean asked(Experiment experiment, Configuration levels) {
    return experiment.hypotheses().stream()
        .anyMatch(one -> levels.agreesWith(one.when()) || levels.agreesWith(one.versus()));
  }

  private static long differing(Configuration one, Configuration other) {
    return one.settings().stream()
        .filter(setting -> !one.orUnset(setting).equals(other.orUnset(setting)))
        .count();
  }

  private static PlannedTrial first(Plan plan, String cell) {
    return plan.trials().stream()
        .filter(trial -> trial.cell().equals(cell))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Extent extent() {
    return new Extent(0, BLOCKS, true);
  }

  @Override
  public int atLeast() {
    return 0;
  }

  @Override
  public Optional<Steering.Outlook> outlook(int blocks) {
    return Optional.empty();
  }

  @Override
  public Step next(Instant now) {
    Instant from = begun.orElse(now);
    begun = Optional.of(from);
    Duration spent = Duration.between(from, now);
    if (block == 1 && inHand.isEmpty()) {
      Optional<PlannedTrial> more = nextCell(spent);
      if (more.isPresent()) {
        return step(more.get());
      }
    }
    if (inHand.isEmpty()) {
      if (!fitsAnother(spent, block)) {
        return new Step.Over(RunEnd.QUICK);
      }
      block++;
      plan.trials().stream()
          .filter(trial -> trial.block() == block && chosen.contains(trial.cell()))
          .forEach(inHand::add);
      if (inHand.isEmpty()) {
        return new Step.Over(RunEnd.QUICK);
      }
    }
    return spent.compareTo(time) > 0 && block > 1
        ? new Step.Over(RunEnd.QUICK)
        : step(inHand.remove());
  }

  private Step step(PlannedTrial trial) {
    return feasibility.excludes(trial.cell()) ? new Step.Infeasible(trial) : new Step.Run(trial);
  }

  /** The next cell of the first block: two at least, then as many as leave time for all blocks. */
  private Optional<PlannedTrial> nextCell(Duration spent) {
    boolean fits =
        chosen.size() < 2
            || spent
                    .multipliedBy(BLOCKS)
                    .dividedBy(chosen.size())
                    .multipliedBy(chosen.size() + 1L)
                    .compareTo(time)
                <= 0;
    if (!fits || candidates.isEmpty()) {
      return Optional.empty();
    }
    String cell = candidates.remove();
    chosen.add(cell);
    return Optional.of(first(plan, cell));
  }

  /** Whether one block more fits, by those that were. */
  private boolean fitsAnother(Duration spent, int blocks) {
    return spent.plus(spent.dividedBy(blocks)).compareTo(time) <= 0
        || (blocks < BLOCKS && spent.compareTo(time) < 0);
  }

  /** Cells of the plan that were not tried, in its order. */
  public List<String> leftOut() {
    List<String> left = new ArrayList<>(plan.cells().stream().map(Cell::id).toList());
    left.removeAll(chosen);
    return List.copyOf(left);
  }

  @Override
  public void ended(Event.Trial trial, TrialSummary summary) {}

  @Override
  public List<Event.Infeasible> failed(Instant at, String cell, Fault fault) {
    return feasibility.ended(at, cell, fault);
  }

  @Override
  public List<Event.Infeasible> impossible(Instant at, String cell, String why) {
    return feasibility.impossible(at, cell, why);
  }
}
