package dev.paddock.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a family of statements costs: the confidence that each one's interval must have, so that the
 * whole family keeps its promise.
 *
 * <p>An adjusted interval leaves out the value tested exactly where the adjusted test rejects it.
 */
public final class Multiplicity {
  private Multiplicity() {}

  /**
   * Holm's step-down, for planned statements: the chance of even one false rejection stays at most
   * {@code alpha}. The k-th smallest p-value of m is held against alpha / (m − k + 1); from the
   * first that fails on, all share its level.
   *
   * @return the confidence of each interval, in the order of {@code p}
   */
  public static double[] holm(double[] p, double alpha) {
    int m = p.length;
    double[] confidence = new double[m];
    double level = alpha;
    boolean stopped = false;
    int[] order = ascending(p);
    for (int k = 0; k < m; k++) {
      if (!stopped) {
        level = alpha / (m - k);
        stopped = p[order[k]] > level;
      }
      confidence[order[k]] = 1 - level;
    }
    return confidence;
  }

  /**
   * Benjamini and Hochberg's selection with Benjamini and Yekutieli's intervals (2005), for
   * exploration: of the intervals of the R statements selected out of m, at most {@code q} miss on
   * average (the false coverage rate). Each interval has confidence 1 − R q / m, that of Bonferroni
   * where nothing is selected.
   *
   * @return the confidence of every interval of the family
   */
  public static double falseCoverage(double[] p, double q) {
    int m = p.length;
    int selected = 0;
    int[] order = ascending(p);
    for (int k = 0; k < m; k++) {
      if (p[order[k]] <= q * (k + 1) / m) {
        selected = k + 1;
      }
    }
    return m == 0 ? 1 - q : 1 - Math.max(selected, 1) * q / m;
  }

  private static int[] ascending(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Benjamini and Hochberg's adjusted p-values; R's {@code p.adjust(p, "BH")}. */
  public static double[] benjaminiHochberg(double[] p) {
    int[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int k = p.length - 1; k >= 0; k--) {
      least = Math.min(least, p[order[k]] * p.length / (k + 1));
      adjusted[order[k]] = least;
    }
    return adjusted;
  }

  /** Holm's adjusted p-values; R's {@code p.adjust(p, "holm")}. */
  public static double[] holmAdjusted(double[] p) {
    int[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double most = 0;
    for (int k = 0; k < p.length; k++) {
      most = Math.max(most, Math.min(1, p[order[k]] * (p.length - k)));
      adjusted[order[k]] = most;
    }
    return adjusted;
  }
}
