package dev.paddock.findings;

import dev.paddock.findings.Found.Gain;
import dev.paddock.findings.Found.Indifferent;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.Summary.Point;
import java.util.List;
import java.util.Optional;

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
   * No cell is shown to be better than the control.
   *
   * @param control with the figure that none betters
   */
  record Keep(Standing control, List<Indifferent.Factor> without) implements Headline {
    public Keep {
      without = List.copyOf(without);
    }
  }

  /** The cell to use is the best, and nothing is known of it beside the control. */
  record UseBest(Standing best) implements Headline {}

  /**
   * The cell to use, and what that changes.
   *
   * @param gains the most telling first; never empty
   */
  record Use(String cell, List<Gain> gains, List<Indifferent.Factor> without) implements Headline {
    public Use {
      gains = List.copyOf(gains);
      without = List.copyOf(without);
    }
  }

  /** No cell is shown to meet every limit. */
  record NoneMeetsLimits() implements Headline {}

  /** Of the cells that are shown to meet every limit none is on the front. */
  record NoneOnFront() implements Headline {}

  /** The experiment asks about no metric that is known. */
  record NothingAsked() implements Headline {}

  /** No valid trial of a cell that meets every limit has the metric that is asked about. */
  record NoTrialOf(String metric) implements Headline {}

  /**
   * The best of one metric.
   *
   * @param limited whether only cells that meet limits were looked at
   * @param beside it beside the control; empty where it is the control itself, or shares no block
   *     with it
   */
  record BestOf(boolean limited, Standing best, boolean isControl, Optional<Cited<Contrast>> beside)
      implements Headline {}

  /** One cell has the lowest latency and the highest throughput. */
  record OneEnd(boolean limited, End latency, End throughput) implements Headline {}

  /**
   * Latency and throughput are to be had in different cells.
   *
   * @param between other cells on the front, by latency
   */
  record TwoEnds(boolean limited, End latency, End throughput, List<String> between)
      implements Headline {
    public TwoEnds {
      between = List.copyOf(between);
    }
  }

  /**
   * How a cell stands on a metric.
   *
   * @param figure empty where it has none
   * @param limit the user's on this metric
   */
  record Standing(
      String cell,
      String metric,
      Optional<Cited<Estimate>> figure,
      Optional<Cited<OfObjective>> limit) {}

  /** An end of the front. */
  record End(Cited<Point> point, Standing standing) {}
}
