package dev.paddock.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Distribution-free intervals of a quantile, from the order statistics of one sample.
 *
 * <p>For independent values it is the exact binomial interval, SciPy's {@code quantile_test(x,
 * p=q).confidence_interval()}. Values that follow each other are seldom independent, so the ranks
 * are moved outwards by the square root of n over the effective sample size, n (1 − r) / (1 + r)
 * with r the lag-1 autocorrelation (never below 0).
 */
public final class OrderStatistics {
  private OrderStatistics() {}

  /**
   * The interval, or none where the sample is too small to have one: two-sided 95 % needs 6, 36, 72
   * and 368 values for p50, p90, p95 and p99.
   *
   * @param inOrder values in the order in which they were observed
   */
  public static Optional<Interval> interval(double[] inOrder, double q, double confidence) {
    return interval(inOrder, q, confidence, widening(inOrder));
  }

  /** The interval where the values are known to be independent. */
  public static Optional<Interval> independent(double[] values, double q, double confidence) {
    return interval(values, q, confidence, 1);
  }

  /** The fewest independent values with which quantile {@code q} has a two-sided interval. */
  public static int least(double q, double confidence) {
    double tail = (1 - confidence) / 2;
    int below = (int) Math.ceil(Math.log(tail) / Math.log(1 - q));
    int above = (int) Math.ceil(Math.log(tail) / Math.log(q));
    return Math.max(below, above);
  }

  private static Optional<Interval> interval(
      double[] values, double q, double confidence, double widening) {
    int n = values.length;
    if (n < least(q, confidence)) {
      return Optional.empty();
    }
    double tail = (1 - confidence) / 2;
    BinomialDistribution below = new BinomialDistribution(null, n, q);
    int low = 0;
    while (below.cumulativeProbability(low) <= tail) {
      low++;
    }
    int high = low;
    while (below.cumulativeProbability(high - 1) < 1 - tail) {
      high++;
    }
    double middle = n * q;
    int from = (int) Math.floor(middle - (middle - low) * widening);
    int to = (int) Math.ceil(middle + (high - middle) * widening);
    if (from < 1 || to > n) {
      return Optional.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Optional.of(new Interval(sorted[from - 1], sorted[to - 1]));
  }

  private static double widening(double[] values) {
    double r = Math.clamp(autocorrelation(values), 0, 0.99);
    return Math.sqrt((1 + r) / (1 - r));
  }

  private static double autocorrelation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
      if (i > 0) {
        products += (values[i] - mean) * (values[i - 1] - mean);
      }
    }
    return squares == 0 ? 0 : products / squares;
  }
}
