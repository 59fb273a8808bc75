package dev.paddock.stats;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;

/**
 * The mean of a few independent numbers with what Student's t says of it; R's {@code t.test(x)}.
 *
 * <p>Given the logarithms of figures it is their geometric mean, given the per-block differences of
 * logarithms it is the paired-t statement about a ratio.
 *
 * @param n at least 1
 * @param sd sample standard deviation; 0 where n is 1
 */
public record Student(int n, double mean, double sd) {

  /**
   * The statement about these numbers.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Student of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no mean of no numbers");
    }
    return new Student(
        values.length, Mean.of(values).getAsDouble(), StandardDeviation.of(values).getAsDouble());
  }

  /** The two-sided interval of the mean; none for a single number. */
  public Optional<Interval> interval(double confidence) {
    if (n < 2) {
      return Optional.empty();
    }
    double half = critical(n, confidence) * sd / Math.sqrt(n);
    return Optional.of(new Interval(mean - half, mean + half));
  }

  /** The two-sided p-value of a true mean of {@code expected}; 1 for a single number. */
  public double pValue(double expected) {
    if (n < 2) {
      return 1;
    }
    // Numbers that do not vary have no t where they are what is expected: the test says NaN.
    return mean == expected
        ? 1
        : TTest.withDefaults().withMu(expected).test(mean, sd * sd, n).getPValue();
  }

  /**
   * The fewest numbers of this spread whose interval is at most {@code half} wide to each side;
   * empty where that takes more than {@code most}, or the spread is not known.
   */
  public OptionalInt needed(double half, double confidence, int most) {
    for (int k = 2; n >= 2 && k <= most; k++) {
      if (critical(k, confidence) * sd / Math.sqrt(k) <= half) {
        return OptionalInt.of(k);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * How many standard errors lie between the mean of {@code n >= 2} numbers and its interval's end.
   */
  public static double critical(int n, double confidence) {
    return TDistribution.of(n - 1).inverseCumulativeProbability((1 + confidence) / 2);
  }
}
