package dev.paddock.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * A closed interval of numbers.
 *
 * @param low at most {@code high}
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from %s to %s".formatted(low, high));
    }
  }

  /** Whether all of it lies in [{@code from}, {@code to}]. */
  public boolean within(double from, double to) {
    return low >= from && high <= to;
  }

  /** The interval of the images of both ends. */
  public Interval map(DoubleUnaryOperator increasing) {
    return new Interval(increasing.applyAsDouble(low), increasing.applyAsDouble(high));
  }
}
