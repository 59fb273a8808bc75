package dev.paddock.engine.pace;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Wakes the threads of the reference server's answers when something of theirs is due. */
final class PaceAlarm {
  /**
   * So long before something is due its thread wakes and spins: a sleeping thread of Linux wakes
   * some 60 µs late. Only while there are no more answers than cores, since a spinning thread would
   * hold up the others' writes by more than it gains. Stamps tell the truth in either case.
   */
  private static final long SPIN = 100_000;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final AtomicInteger active = new AtomicInteger();

  /** An answer is under way. */
  void begin() {
    active.incrementAndGet();
  }

  /** It is no longer. */
  void end() {
    active.decrementAndGet();
  }

  /** Returns when the monotonic clock has come to {@code due}, in nanoseconds. */
  void await(long due) {
    long left;
    while ((left = due - System.nanoTime()) > 0) {
      long margin = active.get() <= CORES ? SPIN : 0;
      if (left > margin) {
        LockSupport.parkNanos(this, left - margin);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
