package dev.paddock.calibrate;

import dev.paddock.record.Calibration.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A load that the reference server is to answer.
 *
 * @param streams answered at once
 * @param gap from a token of a stream to its next, in nanoseconds; 0 for as fast as it goes
 * @param tokens of each answer
 * @param each requests of each stream, one after the other, at least 2: the first is its warm-up
 */
public record StreamLoad(int streams, long gap, Phase phase, int tokens, int each) {
  /** From a request to its first token. */
  static final Duration TTFT = Duration.ofMillis(20);

  private static final int LONGEST = 100;

  /**
   * A load that measures for about {@code seconds} at a steady gap, with answers of at most 100
   * tokens.
   */
  public static StreamLoad steady(int streams, long gap, Phase phase, double seconds) {
    long all = Math.max(2, Math.round(seconds * 1e9 / gap));
    int tokens = (int) Math.min(LONGEST, all);
    long answer = TTFT.toNanos() + tokens * gap;
    return new StreamLoad(
        streams, gap, phase, tokens, 1 + (int) Math.max(1, Math.round(seconds * 1e9 / answer)));
  }

  /** As fast as the server writes; in phase, the streams take turns token by token. */
  static StreamLoad flatOut(int streams, Phase phase, int tokens, int each) {
    return new StreamLoad(streams, phase == Phase.IN ? 1_000 : 0, phase, tokens, each);
  }

  /** All streams together. */
  public int requests() {
    return streams * each;
  }

  /** All requests together. */
  public long chunks() {
    return (long) requests() * tokens;
  }

  /**
   * How long a stream waits before its first request, in nanoseconds, so that streams out of phase
   * begin their answers evenly spread; whoever begins them together measures the rush.
   */
  public long offset(int stream) {
    long answer = TTFT.toNanos() + tokens * gap;
    return phase == Phase.OUT && gap > 0 ? answer * stream / streams : 0;
  }

  /** What the server is to send in a second, all streams together. */
  long tokensPerSecond() {
    return gap == 0 ? 0 : Math.round(streams * 1e9 / gap);
  }

  /** The options of the reference server. */
  List<String> options() {
    String gaps = gap == 0 ? "0" : String.format(Locale.ROOT, "%dus", Math.max(1, gap / 1_000));
    return List.of(
        "--ttft", TTFT.toMillis() + "ms", "--itl", phase == Phase.IN ? "ticks:" + gaps : gaps);
  }
}
