package dev.paddock.findings;

import dev.paddock.findings.Found.Gain;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfQuality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a page says first. A new one is a record here, where it is found in {@link Headlines}, and
 * its case where it is said.
 */
public sealed interface Headline {

  /** No trial has ended. */
  record NothingEnded() implements Headline {}

  /** Trials ended, but none is valid. */
  record NoneValid(int trials) implements Headline {}

  /**
   * The run has not come to its end, so there is no verdict.
   *
   * @param blocks in which trials ended
   * @param least that it would have run in any case
   * @param most that were planned
   * @param over whether it was ended before its time
   */
  record SoFar(int blocks, int least, int most, boolean over) implements Headline {}

  /**
   * How many users configurations serve within a limit, and what to do.
   *
   * @param curves that have a capacity, in the file's order; never empty
   * @param then what to do at each load; empty where that says no more than the capacities
   */
  record Serves(List<Cited<OfCurve>> curves, Optional<Headline> then) implements Headline {
    public Serves {
      curves = List.copyOf(curves);
    }
  }

  /** The experiment asks about no metric that is known, or an older file does not say. */
  record NothingAsked() implements Headline {}

  /** Nothing but load and workload was varied. */
  record NothingToChoose() implements Headline {}

  /** No valid trial has the metric that is asked about. */
  record NoTrialOf(String metric) implements Headline {}

  /**
   * What to do.
   *
   * @param clauses one for each answer; never empty
   */
  record ToDo(List<Clause> clauses) implements Headline {
    public ToDo {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * An answer, and where it holds.
   *
   * @param under the levels of each condition that has it; empty where all have it
   */
  record Clause(List<Map<String, Object>> under, ToDoThere answer) {
    public Clause {
      under = List.copyOf(under);
    }
  }

  /** What to do under a condition. */
  sealed interface ToDoThere {
    /**
     * A cell is better.
     *
     * @param cells that are the same but for the condition, one a condition
     */
    record Use(List<Named> cells) implements ToDoThere {
      public Use {
        cells = List.copyOf(cells);
      }
    }

    /** Each of these is better on one metric and worse on another. */
    record Tradeoff(List<Named> cells) implements ToDoThere {
      public Tradeoff {
        cells = List.copyOf(cells);
      }
    }

    /**
     * Some cell is better, but it is not shown which.
     *
     * @param more blocks that would say; empty where nobody can tell how many
     */
    record Which(List<String> metrics, OptionalInt more) implements ToDoThere {
      public Which {
        metrics = List.copyOf(metrics);
      }
    }

    /** A better cell is shown, but none that is shown to meet every limit. */
    record Limited(List<Named> better) implements ToDoThere {
      public Limited {
        better = List.copyOf(better);
      }
    }

    /**
     * Nothing is shown to be better than the control.
     *
     * @param apart whether something is shown to be worse
     * @param conditions what all differences lie in, of each
     * @param limits of the user that the control is not shown to meet
     */
    record Keep(boolean apart, List<Cited<OfCondition>> conditions, List<Cited<OfObjective>> limits)
        implements ToDoThere {
      public Keep {
        conditions = List.copyOf(conditions);
        limits = List.copyOf(limits);
      }
    }

    /**
     * The trials beside which no other program computed say otherwise than all.
     *
     * @param cells that all trials speak of
     */
    record Noisy(Outcome all, List<Named> cells, Outcome quiet) implements ToDoThere {
      public Noisy {
        cells = List.copyOf(cells);
      }
    }

    /** There is no interval to judge by. */
    record Unjudged() implements ToDoThere {}
  }

  /**
   * A cell that an answer speaks of.
   *
   * @param under the levels of its condition
   * @param gains beside the control, those that are shown; the most telling first
   * @param quality of its answers; empty where nobody looked at them
   */
  record Named(
      String cell,
      Map<String, Object> under,
      List<Gain> gains,
      Optional<Cited<OfQuality>> quality) {
    public Named {
      gains = List.copyOf(gains);
    }
  }
}
