package dev.paddock.stats;

import java.util.OptionalInt;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What the two-sided paired t test can find: exact, by the noncentral t distribution, both of its
 * sides counted.
 */
public final class Power {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final GaussIntegrator GAUSS = new GaussIntegratorFactory().legendre(64);

  /** Beyond so many of its own standard deviations the spread of a sample is never met. */
  private static final double FAR = 12;

  private static final double PRECISE = 1e-10;
  private static final double ROUGH = 1e-4;

  /**
   * Of the integral; from two degrees of freedom on the few agree with the many to three digits.
   */
  private static final int PIECES = 16;

  private static final int FEW_PIECES = 2;

  private Power() {}

  /**
   * How often the test rejects no difference; R's {@code power.t.test(n, delta, sd, alpha, type =
   * "paired", strict = TRUE)$power}.
   *
   * @param n differences, at least 2
   * @param sd their true standard deviation, 0 where all are equal
   * @param shift their true mean
   */
  public static double ofPairedT(int n, double sd, double shift, double alpha) {
    check(n, sd, alpha);
    if (sd == 0) {
      return shift == 0 ? alpha : 1;
    }
    double critical = -TDistribution.of(n - 1).inverseCumulativeProbability(alpha / 2);
    double away = Math.abs(shift) / sd * Math.sqrt(n);
    return Math.clamp(beyond(critical, n - 1, away, PIECES), alpha, 1);
  }

  /**
   * The smallest true mean that the test finds with this power; 0 where nothing spreads.
   *
   * @param power above {@code alpha}, below 1
   */
  public static double smallest(int n, double sd, double power, double alpha) {
    check(n, sd, alpha);
    if (!(power > alpha && power < 1)) {
      throw new IllegalArgumentException("a power of %s at %s".formatted(power, alpha));
    }
    double high = 1;
    while (ofPairedT(n, 1, high, alpha) < power) {
      high *= 2;
    }
    return sd
        * new BrentSolver(PRECISE)
            .solve(200, shift -> ofPairedT(n, 1, shift, alpha) - power, 0, high);
  }

  /**
   * The smallest true difference that is shown with this power, where it is shown as soon as its
   * two-sided interval lies above 0; by the noncentral t distribution.
   *
   * @param df degrees of freedom of the error, above 0
   * @param error standard error of the difference
   * @param confidence of the interval
   */
  public static double shown(double df, double error, double power, double confidence) {
    TDistribution student = TDistribution.of(df);
    double critical = student.inverseCumulativeProbability((1 + confidence) / 2);
    // What a central t would need is never far from it.
    double near = critical + Math.abs(student.inverseCumulativeProbability(power));
    return error
        * new BrentSolver(ROUGH)
            .solve(200, away -> beyond(critical, df, away, FEW_PIECES) - power, 0, 3 * near, near);
  }

  /**
   * The fewest differences with which the test has this power; empty where {@code most} lack it.
   */
  public static OptionalInt blocks(double sd, double shift, double power, double alpha, int most) {
    int low = 2;
    int high = most;
    if (most < 2 || ofPairedT(most, sd, shift, alpha) < power) {
      return OptionalInt.empty();
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ofPairedT(middle, sd, shift, alpha) >= power) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalInt.of(low);
  }

  /** How often |(Z + away) / S| exceeds the critical value, S being chi over its root of df. */
  private static double beyond(double critical, double df, double away, int pieces) {
    double log = Math.log(2) + df / 2.0 * Math.log(df / 2.0) - Gamma.logGamma(df / 2.0);
    UnivariateFunction integrand =
        s -> {
          double density = Math.exp(log + (df - 1) * Math.log(s) - df * s * s / 2);
          double above = NORMAL.cumulativeProbability(away - critical * s);
          double below = NORMAL.cumulativeProbability(-away - critical * s);
          return density * (above + below);
        };
    double spread = 1 / Math.sqrt(2.0 * df);
    double from = Math.max(0, 1 - FAR * spread);
    double to = 1 + FAR * spread;
    double sum = 0;
    for (int i = 0; i < pieces; i++) {
      double a = from + (to - from) * i / pieces;
      double half = (to - from) / pieces / 2;
      sum += half * GAUSS.integrate(x -> integrand.value(a + half * (1 + x)));
    }
    return sum;
  }

  private static void check(int n, double sd, double alpha) {
    if (n < 2 || !(sd >= 0) || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "no power of a test at %s with %d differences that spread by %s".formatted(alpha, n, sd));
    }
  }
}
