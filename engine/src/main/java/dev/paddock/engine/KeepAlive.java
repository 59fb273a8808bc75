package dev.paddock.engine;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a model stays loaded after its last request, as Ollama writes it. */
public final class KeepAlive {
  /** Stands for ever: any negative value means it. */
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000);

  private static final Pattern SECONDS = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|ms|s|m|h)");

  private KeepAlive() {}

  /**
   * Reads a number of seconds ("300") or a duration in Go's notation ("5m", "1h30m", "-1s").
   *
   * @throws IllegalArgumentException with Ollama's words where it is neither
   */
  public static Duration parse(String text) {
    if (SECONDS.matcher(text).matches()) {
      return seconds(Double.parseDouble(text));
    }
    boolean negative = text.startsWith("-");
    String parts = negative || text.startsWith("+") ? text.substring(1) : text;
    Matcher part = PART.matcher(parts);
    int end = 0;
    double seconds = 0;
    while (end < parts.length() && part.find(end) && part.start() == end) {
      seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
      end = part.end();
    }
    if (end == 0 || end < parts.length()) {
      throw new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }
    return seconds(negative ? -seconds : seconds);
  }

  /** A number of seconds; a negative one means for ever. */
  public static Duration seconds(double seconds) {
    if (seconds < 0 || seconds >= FOREVER.toSeconds()) {
      return FOREVER;
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static double unit(String name) {
    return switch (name) {
      case "ns" -> 1e-9;
      case "us", "µs" -> 1e-6;
      case "ms" -> 1e-3;
      case "s" -> 1;
      case "m" -> 60;
      default -> 3600;
    };
  }
}
