package dev.paddock.record;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a row of times is spread, in nanoseconds.
 *
 * @param n how many there are, at least 1
 * @param p50 the least of them that half of them do not exceed
 * @param p99 the same with 99 %; of fewer than 100 it is the largest
 */
public record Spread(long n, long p50, long p99, long max) {
  public Spread {
    if (n < 1) {
      throw new IllegalArgumentException("a spread is of at least one time, not " + n);
    }
  }

  /** The spread of these; none where there are none. */
  public static Optional<Spread> of(long... nanos) {
    if (nanos.length == 0) {
      return Optional.empty();
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return Optional.of(
        new Spread(
            sorted.length, rank(sorted, 0.5), rank(sorted, 0.99), sorted[sorted.length - 1]));
  }

  private static long rank(long[] sorted, double quantile) {
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }
}
