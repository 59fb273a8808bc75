package dev.paddock.engine.pace;

/**
 * The reference server's standstills: of every {@code every} nanoseconds since it started, it
 * stands still for the last {@code length}. What was due meanwhile is not caught up with; all work
 * goes on where it stopped.
 */
public record Freeze(long length, long every) {
  /** A server that never stands still. */
  public static final Freeze NEVER = new Freeze(0, 1);

  public Freeze {
    if (length < 0 || every <= length) {
      throw new IllegalArgumentException(
          "a freeze is shorter than the time from one to the next, such as 1s/5s");
    }
  }

  /** When {@code work} is done that begins at {@code from}; all in nanoseconds since the start. */
  long after(long from, long work) {
    long awake = every - length;
    long done = from / every * awake + Math.min(from % every, awake) + work;
    return done / awake * every + done % awake;
  }
}
