package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Spread;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbeTest {
  private static final long MS = 1_000_000;

  private static Spread delays(LongSupplier seen) throws InterruptedException {
    try (Probe probe = Probe.start(seen).orElseThrow()) {
      long from = System.nanoTime();
      while (true) {
        long[] delays = probe.within(new Span(from, Long.MAX_VALUE));
        if (delays.length >= 5) {
          return Spread.of(delays).orElseThrow();
        }
        Thread.sleep(1);
      }
    }
  }

  @Test
  void a_client_that_sees_everything_late_goes_unnoticed() throws Exception {
    assertThat(delays(() -> System.nanoTime() + 500 * MS).p50()).isGreaterThan(500 * MS);
  }

  @Test
  void a_prompt_client_is_called_late() throws Exception {
    assertThat(delays(System::nanoTime).p50()).isBetween(0L, 250 * MS);
  }

  @Test
  void what_was_written_outside_the_measured_phase_counts() throws Exception {
    try (Probe probe = Probe.start(System::nanoTime).orElseThrow()) {
      while (probe.within(new Span(0, Long.MAX_VALUE)).length < 3) {
        Thread.sleep(1);
      }
      assertThat(probe.within(new Span(0, 1))).isEmpty();
    }
  }
}
