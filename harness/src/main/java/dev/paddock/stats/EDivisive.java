package dev.paddock.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Where a series changed its distribution: hierarchical divisive estimation with the energy
 * statistic (Matteson and James 2014, exponent 1), tested by permutation within the segments found
 * so far. It assumes no shape, only that values between two changes can be exchanged.
 */
public final class EDivisive {
  /** The fewest values on each side of a change. */
  public static final int LEAST = 3;

  /** Statistics that differ by less, relatively, are the same. */
  private static final double SAME = 1e-9;

  /**
   * A change.
   *
   * @param index of the first value of the new level
   * @param pValue of the permutation test that found it
   */
  public record ChangePoint(int index, double pValue) {}

  private record Split(int at, double statistic) {}

  private EDivisive() {}

  /**
   * The changes, in order of the series; none for fewer than 2 {@link #LEAST} values.
   *
   * @param permutations of each test, at least 1 / alpha − 1
   * @param alpha the chance of finding a first change where there is none
   */
  public static List<ChangePoint> of(double[] values, int permutations, double alpha, long seed) {
    if (permutations + 1 < 1 / alpha) {
      throw new IllegalArgumentException(
          "%d permutations cannot reach %s".formatted(permutations, alpha));
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<ChangePoint> found = new ArrayList<>();
    SortedSet<Integer> borders = new TreeSet<>(List.of(0, values.length));
    while (true) {
      Split best = best(values, borders);
      if (best.at < 0) {
        break;
      }
      // The best split of all segments is set beside the best split of all of them permuted: what
      // is
      // tested is that largest statistic, so many places to split cost nothing extra. What was
      // observed counts as one of the permutations, or a p-value could be 0.
      int asLarge = 1;
      for (int i = 0; i < permutations; i++) {
        Split other = best(permuted(values, borders, random), borders);
        asLarge += other.statistic >= best.statistic * (1 - SAME) ? 1 : 0;
      }
      double p = (double) asLarge / (permutations + 1);
      if (p > alpha) {
        break;
      }
      found.add(new ChangePoint(best.at, p));
      borders.add(best.at);
    }
    return found.stream().sorted(Comparator.comparingInt(ChangePoint::index)).toList();
  }

  /** The statistic of the best single split of a series. */
  static double statistic(double[] values) {
    return best(values, new TreeSet<>(List.of(0, values.length))).statistic;
  }

  private static Split best(double[] values, SortedSet<Integer> borders) {
    Split best = new Split(-1, 0);
    int from = 0;
    for (int to : borders.tailSet(1)) {
      Split split = best(values, from, to);
      best = split.statistic > best.statistic ? split : best;
      from = to;
    }
    return best;
  }

  /**
   * Splits [from, to) at t, its right part reaching only to k: what comes later may differ again.
   */
  private static Split best(double[] values, int from, int to) {
    int n = to - from;
    // All pairs of a left and a right part are tried, n² of them; with the sums at hand each costs
    // the same few steps.
    double[][] sums = sums(values, from, n);
    Split best = new Split(-1, 0);
    for (int t = LEAST; t <= n - LEAST; t++) {
      double left = sums[t][t];
      for (int k = t + LEAST; k <= n; k++) {
        double across = sums[t][k] - sums[t][t];
        double right = sums[k][k] - 2 * sums[t][k] + sums[t][t];
        double a = t;
        double b = k - t;
        // Matteson and James: means of the distances across, within the left and within
        // the right part, where sums count each pair twice and a value is no pair with itself; the
        // factor makes parts of any length comparable.
        double energy = 2 * across / (a * b) - left / (a * (a - 1)) - right / (b * (b - 1));
        double statistic = a * b / (a + b) * energy;
        if (statistic > best.statistic) {
          best = new Split(from + t, statistic);
        }
      }
    }
    return best;
  }

  /** The sum of the distances of the first i from the first j values, at [i][j]. */
  private static double[][] sums(double[] values, int from, int n) {
    double[][] sums = new double[n + 1][n + 1];
    for (int i = 1; i <= n; i++) {
      for (int j = 1; j <= n; j++) {
        sums[i][j] =
            Math.abs(values[from + i - 1] - values[from + j - 1])
                + sums[i - 1][j]
                + sums[i][j - 1]
                - sums[i - 1][j - 1];
      }
    }
    return sums;
  }

  private static double[] permuted(
      double[] values, SortedSet<Integer> borders, SplittableRandom random) {
    double[] permuted = values.clone();
    int from = 0;
    for (int to : borders.tailSet(1)) {
      for (int i = to - 1; i > from; i--) {
        int j = from + random.nextInt(i - from + 1);
        double kept = permuted[i];
        permuted[i] = permuted[j];
        permuted[j] = kept;
      }
      from = to;
    }
    return permuted;
  }
}
