package dev.paddock.steer;

import dev.paddock.experiment.Experiment;
import dev.paddock.figures.Measured;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Plan;
import dev.paddock.record.Figure;
import dev.paddock.record.TrialSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * Decides after each block of a run what the next one is for, by the {@link Strategy} of its
 * design: which cells it runs, or that no more is needed. It sees figures of trials and nothing
 * else, so the same figures give the same course, in a run, in a run that is resumed and in a
 * simulated one.
 */
public final class Steering {
  private final Strategy strategy;
  private final Seen seen;
  private final Wanted wanted;

  /** The steering of a run that begins. */
  public Steering(Experiment experiment, Plan plan) {
    this(experiment, plan, List.of());
  }

  private Steering(Experiment experiment, Plan plan, List<Event> events) {
    this.strategy = Strategy.of(experiment, plan);
    this.seen = new Seen(plan);
    this.wanted = new Wanted(plan, experiment.design().minBlocks(), events);
  }

  /**
   * The steering of a run that goes on.
   *
   * @throws dev.paddock.journal.RunDirectoryException where a file of the run cannot be read
   */
  public static Steering of(Experiment experiment, RunDirectory run) {
    Steering steering = new Steering(experiment, run.plan(), run.events());
    if (steering.strategy.looks()) {
      run.infeasible().forEach(one -> steering.infeasible(one.cell()));
      for (Event.Trial trial : run.trials()) {
        steering.ended(trial, TrialSummaries.of(run, trial, experiment.objectives()));
      }
    }
    return steering;
  }

  /** What was decided until now. */
  public Wanted wanted() {
    return wanted;
  }

  /** A cell is known not to run here. */
  public void infeasible(String cell) {
    seen.cannotRun(cell);
  }

  /** A trial ended. */
  public void ended(Event.Trial trial, TrialSummary summary) {
    if (!strategy.looks()) {
      return;
    }
    if (trial.counts()) {
      seen.valid(
          trial.cell(),
          trial.block(),
          Measured.of(summary).without(trial.trouble().lost()).figuresOnly());
    } else {
      seen.invalid(trial.cell(), trial.block(), trial.trouble().lostToTheWorld().isEmpty());
    }
  }

  /** A trial ended that is valid and has these figures, by the names of their metrics. */
  public void ended(String cell, int block, SortedMap<String, Figure> figures) {
    seen.valid(cell, block, Measured.of(figures));
  }

  /**
   * Decides what comes after a block, unless that is decided already or the strategy decides
   * nothing.
   *
   * @param block that ended with all its trials; 0 before the first
   * @return what is to be kept in the journal
   */
  public Optional<Event.Course> after(int block, Instant now) {
    boolean decided = wanted.last().filter(course -> course.after() >= block).isPresent();
    if (decided && !strategy.byTrial(block)) {
      return Optional.empty();
    }
    Optional<Event.Course> course = strategy.after(block, now, seen, wanted);
    course.ifPresent(wanted::decided);
    return course;
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

  /**
   * How many blocks in all it will probably take, and how wide the widest interval will then be.
   *
   * @param most blocks in all that can be had
   * @return empty before the least number of blocks, and where more blocks make nothing narrower
   */
  public Optional<Outlook> outlook(int most) {
    return strategy.outlook(most, seen, wanted);
  }

  /** How many trials are probably to come; empty where that is those that are wanted already. */
  public OptionalInt toCome() {
    return strategy.toCome(seen, wanted);
  }

  /** Trials that are still wanted whatever the blocks show. */
  public int atLeast() {
    OptionalInt toCome = toCome();
    if (toCome.isPresent()) {
      return toCome.getAsInt();
    }
    return (int)
        wanted.trials().stream()
            .filter(trial -> !seen.infeasible(trial.cell()))
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
