package dev.paddock.stats;

import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * The one definition of a sample quantile: Hyndman and Fan's type 7, linear between order
 * statistics; R's {@code quantile(x, p)}, NumPy's {@code method="linear"}.
 */
public final class Quantile {
  private static final org.apache.commons.statistics.descriptive.Quantile TYPE_7 =
      org.apache.commons.statistics.descriptive.Quantile.withDefaults()
          .with(EstimationMethod.HF7)
          .withCopy(true);

  private Quantile() {}

  /**
   * The quantile of a sample in any order, which is left as it is.
   *
   * @param p in [0, 1]
   * @throws IllegalArgumentException for an empty sample
   */
  public static double of(double[] sample, double p) {
    check(sample, p);
    return TYPE_7.evaluate(sample, p);
  }

  /** The same of a sample that is sorted already. */
  public static double ofSorted(double[] sorted, double p) {
    check(sorted, p);
    return TYPE_7.evaluate(sorted.length, i -> sorted[i], p);
  }

  /** The library says NaN of an empty sample, which would pass for a figure. */
  private static void check(double[] sample, double p) {
    if (sample.length == 0 || !(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "no quantile %s of %d numbers".formatted(p, sample.length));
    }
  }
}
