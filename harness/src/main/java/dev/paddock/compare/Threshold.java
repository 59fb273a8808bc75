package dev.paddock.compare;

import dev.paddock.figures.Observed;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Multiplicity;
import dev.paddock.stats.Welch;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One value that a family of differences is held against. For each it is said on which side of the
 * value it lies, or nothing; the chance of saying even one wrong side is at most 5 % (Holm).
 */
final class Threshold {
  private Threshold() {}

  /**
   * Where a difference lies.
   *
   * @param confidence that its interval must have
   * @param known whether a side is; exactly then the adjusted interval leaves out the value
   */
  record Side(Welch welch, double value, double confidence, boolean known) {
    boolean above() {
      return known && welch.difference() > value;
    }

    boolean below() {
      return known && welch.difference() < value;
    }

    Interval adjusted() {
      return welch.interval(confidence);
    }
  }

  /** The side of each, in the order of the family. */
  static List<Side> of(List<Welch> family, double value) {
    double[] p = family.stream().mapToDouble(one -> one.pValue(value)).toArray();
    double[] confidence = Multiplicity.holm(p, 1 - Observed.CONFIDENCE);
    return IntStream.range(0, p.length)
        .mapToObj(i -> new Side(family.get(i), value, confidence[i], p[i] <= 1 - confidence[i]))
        .toList();
  }
}
