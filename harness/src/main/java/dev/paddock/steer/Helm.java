package dev.paddock.steer;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.record.Figure;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides after each block of a run what the next one is for: which cells it runs, or that no more
 * is needed. It sees figures of trials and nothing else, so the same figures give the same course,
 * in a run, in a run that is resumed and in a simulated one.
 */
public final class Helm {
  private final Experiment experiment;
  private final DesignSpec design;
  private final Plan plan;
  private final Set<String> infeasible = new HashSet<>();
  private final Map<String, SortedMap<Integer, Measured>> valid = new HashMap<>();
  private final Map<String, Integer> invalid = new HashMap<>();
  private final Wanted wanted;
  private final Optional<Screening> screening;

  /** The helm of a run that begins. */
  public Helm(Experiment experiment, Plan plan) {
    this(experiment, plan, List.of());
  }

  private Helm(Experiment experiment, Plan plan, List<Event> events) {
    this.experiment = experiment;
    this.design = experiment.design();
    this.plan = plan;
    this.wanted = new Wanted(plan, design.minBlocks(), events);
    this.screening =
        design.screen() ? Optional.of(new Screening(experiment, plan, kept())) : Optional.empty();
  }

  /**
   * The helm of a run that goes on.
   *
   * @throws dev.paddock.journal.RunDirectoryException where a file of the run cannot be read
   */
  public static Helm of(Experiment experiment, RunDirectory run) {
    Helm helm = new Helm(experiment, run.plan(), run.events());
    if (helm.design.adapts()) {
      run.infeasible().forEach(one -> helm.infeasible(one.cell()));
      for (Event.Trial trial : run.trials()) {
        helm.ended(trial, TrialSummaries.of(run, trial, experiment.objectives()));
      }
    }
    return helm;
  }

  /** What was decided until now. */
  public Wanted wanted() {
    return wanted;
  }

  /** A cell is known not to run here. */
  public void infeasible(String cell) {
    infeasible.add(cell);
  }

  /** A trial ended. */
  public void ended(Event.Trial trial, TrialSummary summary) {
    if (!design.adapts()) {
      return;
    }
    if (trial.validity() == Validity.VALID) {
      put(trial.cell(), trial.block(), Measured.of(summary).figuresOnly());
    } else {
      invalid.merge(trial.cell(), 1, Integer::sum);
    }
  }

  /** A trial ended that is valid and has these figures, by the names of their metrics. */
  public void ended(String cell, int block, SortedMap<String, Figure> figures) {
    put(cell, block, Measured.of(figures));
  }

  private void put(String cell, int block, Measured measured) {
    valid.computeIfAbsent(cell, c -> new TreeMap<>()).put(block, measured);
  }

  private Observed observed(Cell cell) {
    return new Observed(
        cell, valid.getOrDefault(cell.id(), new TreeMap<>()), invalid.getOrDefault(cell.id(), 0));
  }

  private List<Observed> observed(List<String> ids) {
    return plan.cells().stream()
        .filter(cell -> ids.contains(cell.id()) && !infeasible.contains(cell.id()))
        .map(this::observed)
        .toList();
  }

  /** Cells that no rule leaves out: the control, and those that a hypothesis speaks of. */
  private List<String> kept() {
    Set<String> kept = new LinkedHashSet<>(List.of(plan.control()));
    List<Observed> all =
        plan.cells().stream().map(c -> new Observed(c, new TreeMap<>(), 0)).toList();
    for (Hypothesis hypothesis : experiment.hypotheses()) {
      Observed.cell(hypothesis.when(), all).ifPresent(cell -> kept.add(cell.cell().id()));
      Observed.cell(hypothesis.versus(), all).ifPresent(cell -> kept.add(cell.cell().id()));
    }
    return List.copyOf(kept);
  }

  /**
   * Decides what comes after a block, unless that is decided already or the design decides nothing.
   *
   * @param block that ended with all its trials; 0 before the first
   * @return what is to be kept in the journal
   */
  public Optional<Event.Course> after(int block, Instant now) {
    if (!design.adapts() || wanted.last().filter(course -> course.after() >= block).isPresent()) {
      return Optional.empty();
    }
    Optional<Event.Course> course =
        screening.isPresent()
            ? Optional.of(screening.get().after(block, now, observed(ids()), wanted))
            : Optional.of(block).filter(b -> b > 0).map(b -> plain(b, now));
    course.ifPresent(wanted::decided);
    return course;
  }

  private List<String> ids() {
    return plan.cells().stream().map(Cell::id).toList();
  }

  private List<String> field() {
    return wanted.last().map(Event.Course::next).orElse(ids());
  }

  private Event.Course plain(int block, Instant now) {
    List<String> next = new ArrayList<>(field());
    next.removeAll(infeasible);
    Optional<Event.Width> widest = stopping().widest(observed(next), control());
    if (design.open() && block >= design.minBlocks() && stopping().narrow(widest)) {
      return course(now, block, Event.Stage.ALL, List.of(), List.of(), widest);
    }
    List<Event.Drop> dropped =
        design.drop() == DesignSpec.Drop.DOMINATED && block >= Dominated.LEAST_BLOCKS
            ? Dominated.of(experiment).of(observed(next), kept())
            : List.of();
    dropped.forEach(one -> next.remove(one.cell()));
    return course(now, block, Event.Stage.ALL, next, dropped, widest);
  }

  static Event.Course course(
      Instant now,
      int block,
      Event.Stage stage,
      List<String> next,
      List<Event.Drop> dropped,
      Optional<Event.Width> widest) {
    return new Event.Course(
        now, block, stage, next, dropped, widest.filter(w -> Double.isFinite(w.half())));
  }

  private Observed control() {
    return observed(plan.cell(plan.control()));
  }

  private Stopping stopping() {
    return Stopping.of(experiment);
  }

  /**
   * How many blocks in all it will probably take, and how wide the widest interval will then be.
   *
   * @param most blocks in all that can be had
   * @return empty before the least number of blocks, and where more blocks make nothing narrower
   */
  public Optional<Outlook> outlook(int most) {
    int block = wanted.last().map(Event.Course::after).orElse(0);
    if (!design.open() || screening.isPresent() || block < design.minBlocks()) {
      return Optional.empty();
    }
    return stopping()
        .outlook(observed(field()), control(), most)
        .map(
            seen ->
                new Outlook(
                    seen.blocks().isPresent()
                        ? Optional.of(Math.max(block + 1, seen.blocks().getAsInt()))
                        : Optional.empty(),
                    seen.widest()));
  }

  /** Trials that are still wanted whatever the blocks show. */
  public int atLeast() {
    return (int)
        wanted.trials().stream()
            .filter(trial -> !infeasible.contains(trial.cell()))
            .filter(trial -> trial.block() > wanted.last().map(Event.Course::after).orElse(0))
            .count();
  }

  /**
   * What more blocks will bring.
   *
   * @param blocks in all, at which it will probably be enough; empty: not in as many as can be had
   * @param widest interval with the most that can be had
   */
  public record Outlook(Optional<Integer> blocks, Event.Width widest) {}
}
