package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is answered under one condition: the levels of load and workload that cells share, so that
 * they are compared with each other and with no others.
 *
 * @param levels that make the condition; empty where nothing of load and workload was varied
 * @param cells that were planned under it, in the file's order
 * @param control the control's choices under it; empty where no such cell was planned
 * @param confirmed whether it rests only on blocks that were run after the best cell was chosen
 * @param best one for each metric that is wanted least or most of
 * @param named the cells that the outcome speaks of, none the control
 * @param beside these beside the control, on each metric that the answer may speak of
 * @param within what every ratio of a cell beside the control is shown to lie in, on all these
 *     metrics
 * @param detectable the true ratio, above 1, that four of five such runs would have shown on each
 *     of these metrics
 * @param blocks the most that any of it rests on
 * @param blocksNeeded in all, to say which cell is better, if the estimates are right
 * @param quiet what the blocks in which no other program computed beside a cell would answer alone;
 *     empty where that is the same, or they are too few to judge by
 */
public record OfCondition(
    Map<String, Object> levels,
    List<String> cells,
    Optional<String> control,
    boolean confirmed,
    Outcome outcome,
    List<Best> best,
    List<String> named,
    List<Contrast> beside,
    @JsonUnwrapped Bounds within,
    OptionalDouble detectable,
    int blocks,
    OptionalInt blocksNeeded,
    Optional<Outcome> quiet) {

  /** One that noise has no part in. */
  public OfCondition(
      Map<String, Object> levels,
      List<String> cells,
      Optional<String> control,
      boolean confirmed,
      Outcome outcome,
      List<Best> best,
      List<String> named,
      List<Contrast> beside,
      Bounds within,
      OptionalDouble detectable,
      int blocks,
      OptionalInt blocksNeeded) {
    this(
        levels,
        cells,
        control,
        confirmed,
        outcome,
        best,
        named,
        beside,
        within,
        detectable,
        blocks,
        blocksNeeded,
        Optional.empty());
  }

  public OfCondition {
    cells = List.copyOf(cells);
    best = List.copyOf(best);
    named = List.copyOf(named);
    beside = List.copyOf(beside);
  }

  /** Whether this is what to do, and not doubted by what the quiet blocks alone answer. */
  public boolean says(Outcome what) {
    return outcome == what && quiet.isEmpty();
  }

  /**
   * The same, doubted where the quiet blocks alone answer otherwise.
   *
   * @param alone what they answer
   */
  public OfCondition besideQuiet(OfCondition alone) {
    boolean same = outcome == alone.outcome && named.equals(alone.named);
    return same || alone.outcome == Outcome.NOTHING
        ? this
        : new OfCondition(
            levels,
            cells,
            control,
            confirmed,
            outcome,
            best,
            named,
            beside,
            within,
            detectable,
            blocks,
            blocksNeeded,
            Optional.of(alone.outcome));
  }

  /** What to do. */
  public enum Outcome {
    /** The one named cell is better, and on no metric shown to be worse. */
    USE,
    /** Each named cell is better on one metric and worse on another. */
    TRADEOFF,
    /** Some cell is better than the control, but it is not shown which. */
    WHICH,
    /** A better cell is shown, but none that is shown to meet every limit. */
    LIMITED,
    /** None is shown to be better than the control. */
    KEEP,
    /** There is nothing to compare: one cell, no control, or no interval. */
    NOTHING;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The cells that may be the best on a metric.
   *
   * @param cells in the file's order; the true best is among them in 95 % of runs, all metrics and
   *     conditions together
   */
  public record Best(String metric, List<String> cells) {
    public Best {
      cells = List.copyOf(cells);
    }
  }
}
