package dev.paddock.benchmarks.concurrency;

import java.util.concurrent.locks.LockSupport;

/** A clock that can be waited for, in nanoseconds. */
interface Time {
  /** The machine's own. */
  Time SYSTEM =
      new Time() {
        @Override
        public long now() {
          return System.nanoTime();
        }

        @Override
        public void until(long nanos) throws InterruptedException {
          for (long left = nanos - now(); left > 0; left = nanos - now()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
          }
        }
      };

  long now();

  /** Returns at this time, or at once where it is over. */
  void until(long nanos) throws InterruptedException;
}
