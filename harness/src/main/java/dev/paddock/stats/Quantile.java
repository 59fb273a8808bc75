package dev.paddock.stats;

import java.util.Arrays;

/**
 * The one definition of a sample quantile: Hyndman and Fan's type 7, linear between order
 * statistics; R's {@code quantile(x, p)}, NumPy's {@code method="linear"}.
 */
public final class Quantile {
  private Quantile() {}

  /**
   * The quantile of a sample in any order, which is left as it is.
   *
   * @param p in [0, 1]
   * @throws IllegalArgumentException for an empty sample
   */
  public static double of(double[] sample, double p) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, p);
  }

  /** The same of a sample that is sorted already. */
  public static double ofSorted(double[] sorted, double p) {
    if (sorted.length == 0 || !(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "no quantile %s of %d numbers".formatted(p, sorted.length));
    }
    double position = (sorted.length - 1) * p;
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
