package dev.paddock.readback;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as Ollama reads and prints it: {@code 5m0s}, {@code 1.5h}, {@code 300}, {@code -1}.
 */
final class GoDuration {
  /** What Ollama keeps for ever it keeps for 292 years. */
  static final double FOREVER = Double.POSITIVE_INFINITY;

  private static final double CENTURY = 100 * 365 * 86_400.0;
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?(ns|us|µs|ms|s|m|h)");
  private static final Map<String, Double> SECONDS =
      Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

  private GoDuration() {}

  /**
   * In seconds; a bare number is seconds, a negative one {@link #FOREVER}; empty for other text.
   */
  static Optional<Double> seconds(String text) {
    if (text.startsWith("-")) {
      return Optional.of(FOREVER);
    }
    if (text.matches("\\d{1,18}")) {
      return Optional.of((double) Long.parseLong(text));
    }
    Matcher part = PART.matcher(text);
    double seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      seconds +=
          new BigDecimal(part.group(1)).doubleValue() * SECONDS.getOrDefault(part.group(2), 0.0);
      end = part.end();
    }
    return end == text.length() && end > 0
        ? Optional.of(seconds > CENTURY ? FOREVER : seconds)
        : Optional.empty();
  }
}
