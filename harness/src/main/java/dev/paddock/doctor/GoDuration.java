package dev.paddock.doctor;

import static dev.paddock.doctor.Severity.HARM;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Ollama's {@code KeepAlive} and {@code LoadTimeout} read them: Go's {@code
 * time.ParseDuration}, else whole seconds, else the default without a word.
 */
final class GoDuration {
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

  private GoDuration() {}

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

  private static Optional<String> meant(String text) {
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
