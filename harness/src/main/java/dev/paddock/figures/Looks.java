package dev.paddock.figures;

import dev.paddock.stats.SequentialWidth;

/**
 * How often a run's figures were looked at, to see whether it may stop.
 *
 * @param blocks that were run
 * @param least after which the rule first looked at the width of the intervals
 * @param most after which it would have ended anyway; where that is {@code least} it never looked
 * @param byHand after how many blocks a person could have ended it, who may look at anything: the
 *     error is shared by as many; 1 where nobody ended it
 */
public record Looks(int blocks, int least, int most, int byHand) {
  /** Nothing stopped it but its plan. */
  public static final Looks NONE = new Looks(1, 1, 1);

  /** Of a run that nobody ended by hand. */
  public Looks(int blocks, int least, int most) {
    this(blocks, least, most, 1);
  }

  /** The same, ended by hand after one of its blocks. */
  public Looks endedByHand() {
    return new Looks(blocks, least, most, Math.max(1, most - least + 1));
  }

  /** The confidence to ask of a t interval that shall cover {@code confidence}, at least 0.9. */
  public double nominal(double confidence) {
    return SequentialWidth.confidence(1 - (1 - confidence) / byHand, blocks, least, most);
  }

  /** The p-value that goes with such intervals. */
  public double pValue(double plain) {
    return Math.min(1, byHand * SequentialWidth.pValue(plain, blocks, least, most));
  }
}
