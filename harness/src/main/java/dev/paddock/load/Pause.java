package dev.paddock.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits for moments of the clock.
 *
 * <p>A sleeping thread wakes some 60 µs late, so it is woken before and spins for the rest: one
 * thread at a time, because a core that spins is a core that serves nobody.
 */
final class Pause {
  /** How long before a moment its thread wakes. */
  static final long SPIN = TimeUnit.MICROSECONDS.toNanos(100);

  /** So long at most a sleeper does not look whether there is still something to wait for. */
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);

  private final LongSupplier clock;
  private final Sleeper sleeper;
  private final ReentrantLock spinning = new ReentrantLock();

  Pause(LongSupplier clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Sleeps for {@code nanos}, less where {@code over} comes to hold. */
  void sleep(long nanos, BooleanSupplier over) throws InterruptedException {
    for (long left = nanos; left > 0 && !over.getAsBoolean(); left -= SLICE) {
      sleeper.sleep(Math.min(left, SLICE));
    }
  }

  /** Sleeps until shortly before {@code moment}; returns false where {@code over} came to hold. */
  boolean sleepUntil(long moment, BooleanSupplier over) throws InterruptedException {
    long left;
    while (!over.getAsBoolean()) {
      left = moment - SPIN - clock.getAsLong();
      if (left <= 0) {
        return true;
      }
      sleeper.sleep(Math.min(left, SLICE));
    }
    return false;
  }

  /** Spins until {@code moment}. */
  void spinUntil(long moment) {
    if (moment - clock.getAsLong() <= 0) {
      return;
    }
    spinning.lock();
    try {
      while (moment - clock.getAsLong() > 0) {
        Thread.onSpinWait();
      }
    } finally {
      spinning.unlock();
    }
  }
}
