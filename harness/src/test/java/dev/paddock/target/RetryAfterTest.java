package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Optional<Instant> NOW = Optional.of(Instant.parse("2026-03-01T10:00:00Z"));

  @Test
  void seconds_and_times_of_the_servers_own_day_are_waited_for() {
    assertThat(RetryAfter.of("3", NOW)).contains(Duration.ofSeconds(3));
    assertThat(RetryAfter.of("Sun, 1 Mar 2026 10:00:09 GMT", NOW)).contains(Duration.ofSeconds(9));
    assertThat(RetryAfter.of("Sun, 1 Mar 2026 09:59:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void who_asks_for_too_long_or_for_nothing_is_not_waited_for() {
    assertThat(RetryAfter.of("3600", NOW)).isEmpty();
    assertThat(RetryAfter.of("soon", NOW)).isEmpty();
    assertThat(RetryAfter.of("Sun, 1 Mar 2026 10:00:09 GMT", Optional.empty())).isEmpty();
  }
}
