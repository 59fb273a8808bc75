package dev.paddock.client;

import java.time.Duration;

/**
 * How long a request may take, each part positive.
 *
 * @param connect until the connection stands, TLS included; not part of {@code total}
 * @param firstToken from sent to the first chunk with text; loading a model counts here
 * @param betweenTokens from one chunk with text to the next, and from the last to the end
 * @param total from sent to the end
 */
public record Timeouts(
    Duration connect, Duration firstToken, Duration betweenTokens, Duration total) {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  public Timeouts {
    for (Duration part : new Duration[] {connect, firstToken, betweenTokens, total}) {
      if (!part.isPositive()) {
        throw new IllegalArgumentException("a time-out is longer than nothing, not " + part);
      }
    }
  }

  /** Only the whole is limited, and connecting to 10 s. */
  public static Timeouts of(Duration total) {
    Duration connect = total.compareTo(LONGEST_CONNECT) < 0 ? total : LONGEST_CONNECT;
    return new Timeouts(connect, total, total, total);
  }
}
