package dev.paddock.record;

/**
 * How often and how long the client's garbage collector stopped it.
 *
 * @param longest of them in nanoseconds, to the millisecond
 * @param sum of all, in nanoseconds
 */
public record Pauses(int count, long longest, long sum) {
  /** The collector stopped nothing. */
  public static final Pauses NONE = new Pauses(0, 0, 0);
}
