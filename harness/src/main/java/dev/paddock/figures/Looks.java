package dev.paddock.figures;

import dev.paddock.stats.SequentialWidth;

/**
 * How often the width of a run's intervals was looked at, to see whether it may stop.
 *
 * @param blocks that were run
 * @param least after which it first looked
 * @param most after which it would have ended anyway; where that is {@code least} it never looked
 */
public record Looks(int blocks, int least, int most) {
  /** Nothing stopped it but its plan. */
  public static final Looks NONE = new Looks(1, 1, 1);

  /** The confidence to ask of a t interval that shall cover {@code confidence}, at least 0.95. */
  public double nominal(double confidence) {
    return SequentialWidth.confidence(confidence, blocks, least, most);
  }

  /** The p-value that goes with such intervals. */
  public double pValue(double plain) {
    return SequentialWidth.pValue(plain, blocks, least, most);
  }
}
