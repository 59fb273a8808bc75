package dev.paddock.stats;

import org.apache.commons.math3.distribution.TDistribution;

/** Schuirmann's two one-sided t tests: whether a mean is shown to lie between two limits. */
public final class Tost {
  private Tost() {}

  /**
   * The larger of both p-values, which is the test's own; 1 for a single number. It is at most α
   * exactly where the interval of confidence 1 − 2 α lies between the limits.
   *
   * @param low below {@code high}; of a ratio its logarithm
   */
  public static double pValue(Student differences, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("nothing lies between %s and %s".formatted(low, high));
    }
    if (differences.n() < 2) {
      return 1;
    }
    double nearer = Math.min(differences.mean() - low, high - differences.mean());
    if (differences.sd() == 0) {
      return nearer > 0 ? 0 : 1;
    }
    double t = nearer / (differences.sd() / Math.sqrt(differences.n()));
    return new TDistribution(null, differences.n() - 1).cumulativeProbability(-t);
  }
}
