package dev.paddock.benchmarks.suite;

import java.time.Duration;

/**
 * How much time a suite spends on each variant. A fork is a JVM of its own and the unit of
 * analysis: iterations within it are not independent.
 *
 * @param forks of each variant, each in another block of the plan
 * @param warmups iterations before the measured ones of each fork
 * @param iterations measured iterations of each fork
 * @param iteration how long each of them lasts
 */
public record Effort(int forks, int warmups, int iterations, Duration iteration) {
  /**
   * A look at a few variants of every suite, within half a minute each: one fork says how large a
   * figure is, and never which is larger.
   */
  public static final Effort SHORT = new Effort(1, 3, 3, Duration.ofMillis(150));

  /** A measurement: five forks of 1.6 s and the start of a JVM; 55 variants take 14 minutes. */
  public static final Effort FULL = new Effort(5, 4, 4, Duration.ofMillis(200));

  /** A look at a suite of streams, whose warm-ups are answers of each stream. */
  public static final Effort SHORT_OF_STREAMS = new Effort(3, 1, 1, Duration.ofSeconds(1));

  /** A measurement of a suite of streams: ten forks of three seconds each. */
  public static final Effort FULL_OF_STREAMS = new Effort(10, 1, 3, Duration.ofSeconds(1));

  /**
   * How often a fork is measured at the most where it does not count: a block should be whole, but
   * a look is not worth a second time.
   */
  int attempts() {
    return forks < FULL.forks ? 1 : 3;
  }
}
