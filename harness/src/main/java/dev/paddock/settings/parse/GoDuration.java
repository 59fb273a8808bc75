package dev.paddock.settings.parse;

import static dev.paddock.settings.parse.Severity.HARM;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Ollama reads and prints them, {@code 5m0s}, {@code 1.5h}, {@code 300}, {@code -1}:
 * Go's {@code time.ParseDuration}, else whole seconds, else the default without a word.
 */
public final class GoDuration {
  private static final Pattern DURATION =
      Pattern.compile("[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");
  private static final Pattern SECONDS = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern SPOKEN =
      Pattern.compile(
          "(\\d{1,9})\\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> FOR_EVER =
      Set.of("forever", "infinite", "infinity", "inf", "never", "always", "permanent");
  private static final Map<Character, Integer> DAYS = Map.of('d', 1, 'w', 7);

  /** What Ollama keeps for ever it keeps for 292 years. */
  public static final double FOREVER = Double.POSITIVE_INFINITY;

  private static final double CENTURY = 100 * 365 * 86_400.0;
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?(ns|us|µs|ms|s|m|h)");
  private static final Map<String, Double> UNITS =
      Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

  private GoDuration() {}

  /**
   * In seconds; a bare number is seconds, a negative one {@link #FOREVER}; empty for other text.
   */
  public static Optional<Double> seconds(String text) {
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
          new BigDecimal(part.group(1)).doubleValue() * UNITS.getOrDefault(part.group(2), 0.0);
      end = part.end();
    }
    return end == text.length() && end > 0
        ? Optional.of(seconds > CENTURY ? FOREVER : seconds)
        : Optional.empty();
  }

  /** OLLAMA_KEEP_ALIVE="5 minutes" was read as 5m0s, =30 as 30s, =-1 as for ever. */
  static Optional<Reading> reading(String text, String byDefault) {
    if (DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    if (SECONDS.matcher(text).matches()) {
      long seconds = Long.parseLong(text);
      return seconds > 0 && seconds < 60
          ? Optional.of(
              new Reading(
                  HARM,
                  "is " + seconds + " seconds",
                  "A number without a unit is seconds. If they are meant, say so: " + text + "s.",
                  Optional.of(seconds + "m")))
          : Optional.empty();
    }
    return Optional.of(
        new Reading(
            HARM,
            "is no duration",
            "Ollama takes the default, %s, and does not say so. Units are h, m, s and ms."
                .formatted(byDefault),
            meant(text)));
  }

  /** What somebody means who writes {@code 1hr}, {@code 2 days} or {@code forever}. */
  public static Optional<String> meant(String text) {
    if (FOR_EVER.contains(text.toLowerCase(Locale.ROOT))) {
      return Optional.of("-1");
    }
    Matcher matcher = SPOKEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    char unit = Character.toLowerCase(matcher.group(2).charAt(0));
    Integer days = DAYS.get(unit);
    return Optional.of(
        days == null
            ? matcher.group(1) + unit
            : Long.parseLong(matcher.group(1)) * 24 * days + "h");
  }
}
