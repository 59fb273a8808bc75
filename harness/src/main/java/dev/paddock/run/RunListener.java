package dev.paddock.run;

import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Request;
import java.util.List;

/** Told what a run does as it does it, to show progress. Called from several threads. */
public interface RunListener {
  /**
   * The run begins.
   *
   * @param ended trials that ended before
   * @param left trials still to do
   * @param open whether there may be more, which the blocks will show
   */
  void begun(int ended, int left, boolean open);

  /**
   * How many trials are still to do, as far as the blocks show.
   *
   * @param atLeast whether there may be more; else it is the best guess
   */
  void expected(int left, boolean atLeast);

  void trialBegun(PlannedTrial trial, Cell cell, int requests);

  /**
   * A trial is run beside the plan, because one was spoiled by something outside.
   *
   * @param of the trial of the plan that it measures again
   */
  void trialRepeated(PlannedTrial trial, int of);

  void requestEnded(Request request);

  void trialEnded(Event.Trial trial, List<Request> requests);

  /** A block ended, and another comes. Whatever this does, no trial runs meanwhile. */
  void blockEnded(int block);

  /** A trial is left out, because its cell is known not to run here. */
  void trialSkipped(PlannedTrial trial);

  /** Something that the user should know now, and that does not end the run. */
  void note(String words);
}
