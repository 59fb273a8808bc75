package dev.paddock.findings;

import dev.paddock.summary.Contrast;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that was found and is worth a sentence below the headline. A new one is a record here,
 * its place in {@link Findings}, and its case where it is said.
 */
public sealed interface Found {

  /**
   * What the cell to use is beside the control, apart from what the headline says.
   *
   * @param versus the control
   * @param confirmed whether these blocks were run after it was chosen
   * @param also what is shown on metrics that the headline does not speak of
   */
  record BesideControl(String versus, int blocks, boolean confirmed, List<Gain> also)
      implements Found {
    public BesideControl {
      also = List.copyOf(also);
    }
  }

  /** Cells that may be the best on a metric as well as the one to use. */
  record AsGood(String metric, List<String> cells) implements Found {
    public AsGood {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Which cells keep a limit.
   *
   * @param limit of the first of them
   * @param cells by what they are, in the order met, missed, undecided; none is empty
   * @param more blocks that would tell, if the estimates are right; empty where none would
   */
  record Limit(Cited<OfObjective> limit, List<Group> cells, OptionalInt more) implements Found {
    public Limit {
      cells = List.copyOf(cells);
    }

    /** Cells of which the same is known. */
    public record Group(Met met, List<String> cells) {
      public Group {
        cells = List.copyOf(cells);
      }
    }
  }

  /**
   * What became of a hypothesis.
   *
   * @param more blocks that would decide it: 0 where nobody can say how many; empty where it is
   *     decided, or none would
   */
  record Judged(Cited<OfHypothesis> hypothesis, OptionalInt more) implements Found {}

  /** So many hypotheses that have no sentence here. */
  record MoreHypotheses(int count) implements Found {}

  /**
   * What a level of a factor does.
   *
   * @param on the metrics on which it does something, the strongest first; never empty
   * @param more effects that were found and have no sentence here
   */
  record Effective(List<Cited<Effect>> on, int more) implements Found {
    public Effective {
      on = List.copyOf(on);
    }

    /** The strongest. */
    public Effect lead() {
      return on.getFirst().record();
    }
  }

  /**
   * Cells that were not measured to the end.
   *
   * @param all how many cells there are
   * @param infeasible those that cannot run here
   * @param dropped those that a rule left out
   */
  record Unmeasured(int all, List<String> infeasible, List<String> dropped) implements Found {
    public Unmeasured {
      infeasible = List.copyOf(infeasible);
      dropped = List.copyOf(dropped);
    }
  }

  /** Factors that make no difference. */
  record Indifferent(List<Factor> factors) implements Found {
    public Indifferent {
      factors = List.copyOf(factors);
    }

    /**
     * One of them.
     *
     * @param within the effect whose margin it stays within
     * @param metrics on which that is so; empty where it is so on all
     */
    public record Factor(String name, Cited<Effect> within, List<String> metrics) {
      public Factor {
        metrics = List.copyOf(metrics);
      }
    }
  }

  /**
   * The effect of one factor depends on another.
   *
   * @param more of these that have no sentence here
   */
  record Depends(Cited<Interaction> strongest, int more) implements Found {}

  /**
   * Effects that are left open.
   *
   * @param blocks the most that any of them rests on
   * @param all how many effects there are
   */
  record Undecided(int blocks, int open, int all, List<String> factors) implements Found {
    public Undecided {
      factors = List.copyOf(factors);
    }
  }

  /** The control did not stay the same. */
  record Drifted(List<Move> moves) implements Found {
    public Drifted {
      moves = List.copyOf(moves);
    }

    /** How a metric of the control moved. */
    public sealed interface Move {
      /** On a line, from the first block to the last. */
      record Along(Cited<Drift> drift, double ratio) implements Move {}

      /** To another level, from this block on. */
      record Jump(String metric, int block) implements Move {}
    }
  }

  /** A contrast with the control, and the user's limit on its metric. */
  record Gain(Cited<Contrast> contrast, Optional<Cited<OfObjective>> limit) {}
}
