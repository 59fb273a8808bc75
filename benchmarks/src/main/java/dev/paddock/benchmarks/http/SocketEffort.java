package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.Effort;
import java.time.Duration;

/**
 * The time that suites over sockets spend on each variant: most of it on warming up, for a client
 * has more code than a parser, and waits for most of its time.
 */
final class SocketEffort {
  private static final Effort FULL = new Effort(5, 7, 3, Duration.ofMillis(200));
  private static final Effort LOOK = new Effort(2, 6, 2, Duration.ofMillis(200));

  private SocketEffort() {}

  /** The effort in full, or of a look. */
  static Effort of(boolean full) {
    return full ? FULL : LOOK;
  }
}
