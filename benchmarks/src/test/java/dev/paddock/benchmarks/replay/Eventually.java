package dev.paddock.benchmarks.replay;

import static org.assertj.core.api.Assertions.fail;

import java.util.function.BooleanSupplier;

/** What holds soon, but not at once. */
public final class Eventually {
  private static final long MOST_NANOS = 10_000_000_000L;

  private Eventually() {}

  public static void holds(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + MOST_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("it did not come to hold within 10 s");
      }
      Thread.sleep(1);
    }
  }
}
