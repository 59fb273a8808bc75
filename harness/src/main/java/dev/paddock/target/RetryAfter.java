package dev.paddock.target;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** How long a server that is busy asks to be left alone. */
final class RetryAfter {
  /** Whoever asks for more is not waited for. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Set<Integer> BUSY = Set.of(429, 503);

  private RetryAfter() {}

  /** The time to wait; empty where the server is not busy, does not say, or asks for too long. */
  static Optional<Duration> of(HttpResponse<?> response) {
    return BUSY.contains(response.statusCode())
        ? response.headers().firstValue("Retry-After").flatMap(value -> of(value, date(response)))
        : Optional.empty();
  }

  /**
   * What a header says.
   *
   * @param value seconds, or the time of day by the server's own clock
   * @param now by that clock
   */
  static Optional<Duration> of(String value, Optional<Instant> now) {
    String text = value.strip();
    Optional<Duration> wait =
        text.matches("\\d{1,6}")
            ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
            : now.flatMap(from -> time(text).map(to -> Duration.between(from, to)));
    return wait.map(time -> time.isNegative() ? Duration.ZERO : time)
        .filter(time -> time.compareTo(LONGEST) <= 0);
  }

  private static Optional<Instant> date(HttpResponse<?> response) {
    return response.headers().firstValue("Date").flatMap(RetryAfter::time);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
