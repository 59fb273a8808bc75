package dev.paddock.benchmarks.suite;

import java.util.OptionalDouble;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long the answers of this JVM took to their first token. A suite over sockets says it of every
 * answer; the fork's profiler takes the median of each iteration.
 */
public final class FirstTokens {
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final double MILLI = 1e6;

  private static final Histogram TAKEN = new ConcurrentHistogram(MOST_NANOS, DIGITS);

  private FirstTokens() {}

  /** An answer's first token came this many nanoseconds after its request left; from any thread. */
  public static void took(long nanos) {
    TAKEN.recordValue(Math.clamp(nanos, 0, MOST_NANOS));
  }

  /** Forgets all; only while no answer is under way. */
  static void clear() {
    TAKEN.reset();
  }

  /** The median in ms since {@link #clear}; empty where nothing was told. */
  static OptionalDouble median() {
    return TAKEN.getTotalCount() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(TAKEN.getValueAtPercentile(50) / MILLI);
  }
}
