package dev.paddock;

import java.io.IOException;
import java.time.Duration;

/**
 * What holds soon, but not at once: another process has to come so far, and nothing tells when. How
 * long it takes is never what is asserted.
 */
public final class Eventually {
  private static final Duration MOST = Duration.ofMinutes(2);

  private Eventually() {}

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Returns as soon as it holds.
   *
   * @param what it is, for the one who reads that it never did
   */
  public static void holds(String what, Condition condition)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > MOST.toNanos()) {
        throw new AssertionError("%s: not within %s".formatted(what, MOST));
      }
      Thread.sleep(5);
    }
  }
}
