package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.suite.Effort;
import java.time.Duration;

/**
 * The time that suites over sockets spend on each variant: most of it on warming up, for a client
 * has more code than a parser, and waits for most of its time. In forks of 40 iterations every
 * client that was tried took half as long from the 14th on as at the 8th, and no less thereafter;
 * at the 8th another one was the fastest.
 */
final class SocketEffort {
  private static final Effort FULL = new Effort(5, 14, 3, Duration.ofMillis(200));
  private static final Effort LOOK = new Effort(1, 12, 2, Duration.ofMillis(200));

  private SocketEffort() {}

  /** The effort in full, or of a look. */
  static Effort of(boolean full) {
    return full ? FULL : LOOK;
  }
}
