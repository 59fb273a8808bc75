package dev.paddock.stats;

/**
 * Hodges and Lehmann's estimate of a shift: the median of the Walsh averages, the means of all
 * pairs of differences, each with itself too. A single wild difference hardly moves it.
 */
public final class HodgesLehmann {
  private HodgesLehmann() {}

  /**
   * The shift; R's {@code wilcox.test(d, conf.int = TRUE)$estimate}.
   *
   * @param differences at least one
   */
  public static double shift(double[] differences) {
    int n = differences.length;
    double[] averages = new double[n * (n + 1) / 2];
    int k = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        averages[k++] = (differences[i] + differences[j]) / 2;
      }
    }
    return Quantile.of(averages, 0.5);
  }
}
