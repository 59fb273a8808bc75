package dev.paddock.run;

import dev.paddock.journal.Event;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Fault;
import dev.paddock.record.TrialSummary;
import dev.paddock.steer.Steering;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the trials of a run come from, one after the other. It is told of what became of each
 * before it is asked for the next; it runs, reads and writes nothing itself.
 */
public interface TrialSource {
  /** How much there is to run. */
  Extent extent();

  /** How many trials are known to be wanted still. */
  int atLeast();

  /**
   * How precise it is going to be, as far as its trials show that already.
   *
   * @param blocks that can be had at most
   */
  Optional<Steering.Outlook> outlook(int blocks);

  /** What comes next. */
  Step next(Instant now);

  /** A trial ended. */
  void ended(Event.Trial trial, TrialSummary summary);

  /**
   * A fault ended a trial of this cell, which served nothing.
   *
   * @return which cells are therefore known not to run here, it first
   */
  List<Event.Infeasible> failed(Instant at, String cell, Fault fault);

  /**
   * No request of this cell can be made, whatever the server does.
   *
   * @return which cells are therefore known not to run here, it first
   */
  List<Event.Infeasible> impossible(Instant at, String cell, String why);

  /**
   * How much there is to run.
   *
   * @param ended trials that were run before
   * @param known trials that are known to be wanted still
   * @param open whether more may be wanted later
   */
  record Extent(int ended, int known, boolean open) {}

  /** One step of a run. */
  sealed interface Step {
    /** Something was decided, which the journal has to keep before anything rests on it. */
    record Decided(Event.Course course) implements Step {}

    /** A planned trial has its turn. */
    sealed interface Due extends Step {}

    /** A trial to run. */
    record Run(PlannedTrial trial) implements Due {}

    /**
     * A trial to run in place of one that lost something.
     *
     * @param trial with a number, and where it needs a server started a plot, of its own
     * @param of the number of the trial of the plan that it measures again
     */
    record Repeat(PlannedTrial trial, int of) implements Due {}

    /** A trial of a cell that cannot run here. */
    record Infeasible(PlannedTrial trial) implements Due {}

    /** Nothing is left to run. */
    record Over(RunEnd ending) implements Step {}
  }
}
