package dev.paddock.stats;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * The difference of two means that share nothing, with what Welch's t says of it; R's {@code
 * t.test(second, first)}.
 *
 * <p>Given the logarithms of figures it is the statement about a ratio of geometric means.
 *
 * @param difference second − first
 * @param error its standard error, 0 where neither side varies
 * @param df degrees of freedom, by Welch and Satterthwaite
 */
public record Welch(double difference, double error, double df) {

  /** The statement; none where one side is a single number. */
  public static Optional<Welch> of(Student first, Student second) {
    if (first.n() < 2 || second.n() < 2) {
      return Optional.empty();
    }
    double a = first.sd() * first.sd();
    double b = second.sd() * second.sd();
    double error = Math.sqrt(a / first.n() + b / second.n());
    double df =
        error == 0
            ? first.n() + second.n() - 2
            : TTest.withDefaults()
                .with(DataDispersion.HETEROSCEDASTIC)
                .test(second.mean(), b, second.n(), first.mean(), a, first.n())
                .getDegreesOfFreedom();
    return Optional.of(new Welch(second.mean() - first.mean(), error, df));
  }

  /**
   * A next number beside earlier ones of the same kind: it differs where it lies outside the
   * prediction interval of these. None for a single earlier number.
   */
  public static Optional<Welch> next(Student earlier, double next) {
    return earlier.n() < 2
        ? Optional.empty()
        : Optional.of(
            new Welch(
                next - earlier.mean(),
                earlier.sd() * Math.sqrt(1 + 1.0 / earlier.n()),
                earlier.n() - 1));
  }

  /** The two-sided interval of the difference. */
  public Interval interval(double confidence) {
    double half = error == 0 ? 0 : critical(df, confidence) * error;
    return new Interval(difference - half, difference + half);
  }

  /** The two-sided p-value of a true difference of {@code expected}. */
  public double pValue(double expected) {
    double distance = Math.abs(difference - expected);
    if (error == 0) {
      return distance == 0 ? 1 : 0;
    }
    return 2 * TDistribution.of(df).cumulativeProbability(-distance / error);
  }

  /**
   * The fewest numbers on each side, of these standard deviations, with which the interval is at
   * most {@code half} wide to each side; empty where that takes more than {@code most}.
   */
  public static OptionalInt needed(
      double firstSd, double secondSd, double half, double confidence, int most) {
    double a = firstSd * firstSd;
    double b = secondSd * secondSd;
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + confidence) / 2);
    double atLeast = Math.ceil((a + b) * z * z / (half * half));
    // Student's t is wider than the normal's: from this lower bound it is a step or a few.
    for (int n = (int) Math.clamp(atLeast, 2, most + 1.0); n <= most; n++) {
      double df = a + b == 0 ? 1 : (n - 1) * (a + b) * (a + b) / (a * a + b * b);
      Welch wanted = new Welch(half, Math.sqrt((a + b) / n), df);
      if (wanted.pValue(0) <= 1 - confidence) {
        return OptionalInt.of(n);
      }
    }
    return OptionalInt.empty();
  }

  private static double critical(double df, double confidence) {
    return TDistribution.of(df).inverseCumulativeProbability((1 + confidence) / 2);
  }
}
