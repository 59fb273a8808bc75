package dev.paddock.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Up to which load a latency stays at or under a limit, by a curve that was measured at a few loads
 * in several blocks.
 *
 * <p>The means of the logarithms are made non-decreasing in load ({@link Isotonic}) and joined by
 * straight lines; the first crossing with the limit's logarithm counts. The interval is its
 * inversion: from the load at which the mean's upper limit crosses to that at which its lower one
 * does. The standard error is pooled over the loads, since each block gives one figure of each; a
 * block that is slow at all loads moves all means together, so the degrees of freedom are those of
 * one load, {@code blocks − 1}, unless the blocks' own share of the variance is small.
 *
 * @param load at which the curve crosses; the least or largest one of those that were run where it
 *     does not cross between them
 * @param low end of the interval, as {@code load}
 * @param high end of the interval, as {@code load}
 * @param least of the loads that were run
 * @param most of the loads that were run
 */
public record Capacity(double load, double low, double high, double least, double most) {

  /** Whether an end lies below every load that was run, so that it is only known to be less. */
  public boolean below(double end) {
    return end < least;
  }

  /** Whether an end lies above every load that was run. */
  public boolean above(double end) {
    return end > most;
  }

  /**
   * The capacity.
   *
   * @param loads rising, at least two
   * @param logs by block, then by load: logarithms of the latency; at least two blocks
   * @param limit logarithm of the limit
   * @param confidence of the interval, two-sided
   */
  public static Capacity of(double[] loads, double[][] logs, double limit, double confidence) {
    int blocks = logs.length;
    double[] means = new double[loads.length];
    double squares = 0;
    double ofBlocks = 0;
    double[] blockMeans = new double[blocks];
    for (int l = 0; l < loads.length; l++) {
      for (double[] block : logs) {
        means[l] += block[l] / blocks;
      }
    }
    double grand = Arrays.stream(means).average().orElseThrow();
    for (int b = 0; b < blocks; b++) {
      blockMeans[b] = Arrays.stream(logs[b]).average().orElseThrow();
      ofBlocks += (blockMeans[b] - grand) * (blockMeans[b] - grand) * loads.length;
      for (int l = 0; l < loads.length; l++) {
        squares += (logs[b][l] - means[l]) * (logs[b][l] - means[l]);
      }
    }
    double variance = squares / (loads.length * (blocks - 1.0)) / blocks;
    double df = degrees(ofBlocks, squares, blocks, loads.length);
    double half =
        TDistribution.of(df).inverseCumulativeProbability((1 + confidence) / 2)
            * Math.sqrt(variance);
    double[] fitted = Isotonic.nonDecreasing(means);
    return new Capacity(
        crossing(loads, fitted, limit),
        crossing(loads, fitted, limit - half),
        crossing(loads, fitted, limit + half),
        loads[0],
        loads[loads.length - 1]);
  }

  /**
   * Where the curve of a single block crosses the limit; empty where it does not between its loads.
   *
   * @param loads rising, at least two
   * @param logs by load
   * @param limit logarithm of the limit
   */
  public static OptionalDouble ofBlock(double[] loads, double[] logs, double limit) {
    double crossing = crossing(loads, Isotonic.nonDecreasing(logs), limit);
    return crossing < loads[0] || crossing > loads[loads.length - 1]
        ? OptionalDouble.empty()
        : OptionalDouble.of(crossing);
  }

  /**
   * Degrees of freedom of the variance at one load, which is that of blocks and that within them
   * over the number of loads (Satterthwaite).
   */
  private static double degrees(double ofBlocks, double squares, int blocks, int loads) {
    double between = ofBlocks / (blocks - 1);
    double within = (squares - ofBlocks) / ((blocks - 1.0) * (loads - 1));
    double variance = (between + (loads - 1) * within) / loads;
    double share = between / loads;
    double rest = within * (loads - 1) / loads;
    double below = share * share / (blocks - 1) + rest * rest / ((blocks - 1.0) * (loads - 1));
    return below == 0 ? blocks - 1 : Math.max(blocks - 1, variance * variance / below);
  }

  /**
   * The first load at which a curve reaches a value; just outside of its loads where it does not.
   */
  static double crossing(double[] loads, double[] curve, double value) {
    if (curve[0] > value) {
      return Math.nextDown(loads[0]);
    }
    for (int i = 1; i < loads.length; i++) {
      if (curve[i] > value) {
        double share = (value - curve[i - 1]) / (curve[i] - curve[i - 1]);
        return loads[i - 1] + share * (loads[i] - loads[i - 1]);
      }
    }
    return Math.nextUp(loads[loads.length - 1]);
  }
}
