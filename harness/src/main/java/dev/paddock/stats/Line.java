package dev.paddock.stats;

import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A straight line of least squares; R's {@code lm(y ~ x)}.
 *
 * @param slopeError standard error of the slope
 * @param n points that it goes through
 */
public record Line(double slope, double intercept, double slopeError, int n) {

  /** The line through at least three points, not all above each other. */
  public static Line through(double[] x, double[] y) {
    if (x.length != y.length || x.length < 3) {
      throw new IllegalArgumentException("no line with an error through fewer than three points");
    }
    SimpleRegression regression = new SimpleRegression();
    for (int i = 0; i < x.length; i++) {
      regression.addData(x[i], y[i]);
    }
    return new Line(
        regression.getSlope(), regression.getIntercept(), regression.getSlopeStdErr(), x.length);
  }

  /** The two-sided interval of the slope. */
  public Optional<Interval> slopeInterval(double confidence) {
    if (!Double.isFinite(slopeError)) {
      return Optional.empty();
    }
    double half =
        TDistribution.of(n - 2).inverseCumulativeProbability((1 + confidence) / 2) * slopeError;
    return Optional.of(new Interval(slope - half, slope + half));
  }
}
