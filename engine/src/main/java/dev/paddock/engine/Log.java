package dev.paddock.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The server's log: plain lines on standard error. */
public final class Log {
  private Log() {}

  /** Writes one line, with the time in front. */
  public static void line(String text) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }
}
