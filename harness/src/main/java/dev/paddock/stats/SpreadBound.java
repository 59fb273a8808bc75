package dev.paddock.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How large the true standard deviation may be, given that of a few normal numbers: a plan made
 * from the estimate of a pilot itself is too small in half of all cases.
 */
public final class SpreadBound {
  private SpreadBound() {}

  /**
   * The one-sided upper bound, {@code sd * sqrt((n - 1) / qchisq(1 - confidence, n - 1))}.
   *
   * @param sd at least 0, of {@code n} numbers
   * @param n at least 2
   * @param confidence how often the bound is not below the true value, in (0, 1)
   */
  public static double upper(double sd, int n, double confidence) {
    if (n < 2 || !(sd >= 0) || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "no %s bound of a spread of %s among %d numbers".formatted(confidence, sd, n));
    }
    double quantile = ChiSquaredDistribution.of(n - 1).inverseCumulativeProbability(1 - confidence);
    return sd * Math.sqrt((n - 1) / quantile);
  }
}
