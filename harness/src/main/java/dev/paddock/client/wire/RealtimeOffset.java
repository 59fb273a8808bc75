package dev.paddock.client.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongSupplier;

/**
 * CLOCK_REALTIME − CLOCK_MONOTONIC at a moment, in nanoseconds.
 *
 * <p>Both clocks are slewed alike, so the difference changes only where somebody sets the wall
 * clock.
 *
 * @param width of the bracket that it was measured in; the truth is within half of it
 */
public record RealtimeOffset(long nanos, long width) {
  private static final int CLOCK_REALTIME = 0;

  /** What two honest readings may differ by beyond their brackets: rounding of the clocks. */
  private static final long ROUNDING = 1_000;

  /** The narrowest of {@code tries} brackets: monotonic, real, monotonic. */
  public static RealtimeOffset measure(LongSupplier monotonic, LongSupplier real, int tries) {
    long offset = 0;
    long width = Long.MAX_VALUE;
    for (int i = 0; i < tries; i++) {
      long before = monotonic.getAsLong();
      long wall = real.getAsLong();
      long after = monotonic.getAsLong();
      if (after - before < width) {
        width = after - before;
        offset = wall - (before + width / 2);
      }
    }
    return new RealtimeOffset(offset, width);
  }

  /** The same with the machine's clocks; {@code timespec} has room for two longs. */
  public static RealtimeOffset measure(MemorySegment timespec, int tries) {
    return measure(
        System::nanoTime,
        () -> {
          Libc.clockGettime(CLOCK_REALTIME, timespec);
          return nanos(timespec, 0);
        },
        tries);
  }

  /** The nanoseconds of a timespec. */
  static long nanos(MemorySegment memory, long at) {
    return memory.get(ValueLayout.JAVA_LONG, at) * 1_000_000_000L
        + memory.get(ValueLayout.JAVA_LONG, at + 8);
  }

  /** Whether the wall clock was set between this reading and {@code later}. */
  public boolean steppedBefore(RealtimeOffset later) {
    return Math.abs(later.nanos - nanos) > width / 2 + later.width / 2 + ROUNDING;
  }

  /** The monotonic time of a wall time. */
  public long monotonic(long real) {
    return real - nanos;
  }
}
