package dev.paddock.stats;

import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Vargha and Delaney's A12: how often a value of one sample exceeds one of the other, a tie
 * counting half; 0.5 where it does neither more often.
 */
public final class VarghaDelaney {
  private VarghaDelaney() {}

  /**
   * The share in [0, 1]; R's {@code wilcox.test(x, y)$statistic / (length(x) * length(y))}.
   *
   * @throws IllegalArgumentException where a sample is empty
   */
  public static double a12(double[] x, double[] y) {
    if (x.length == 0 || y.length == 0) {
      throw new IllegalArgumentException("nothing to set beside each other");
    }
    return MannWhitneyUTest.withDefaults().statistic(x, y) / x.length / y.length;
  }
}
