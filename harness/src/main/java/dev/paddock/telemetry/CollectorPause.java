package dev.paddock.telemetry;

/**
 * A time in which the garbage collector stopped every thread of this process.
 *
 * @param end in nanoseconds of the monotonic clock, good to a few milliseconds
 * @param nanos how long, to the millisecond
 */
public record CollectorPause(long end, long nanos) {
  /** Whether any of it lies between these moments. */
  boolean touches(Span span) {
    return end >= span.from() && end - nanos <= span.to();
  }
}
