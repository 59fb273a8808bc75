package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Spread;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbeTest {
  private static final long MS = 1_000_000;

  /** A probe that was read so often; the last time it was, all before it are written down. */
  private static Probe read(int times, LongSupplier clock) throws InterruptedException {
    CountDownLatch reads = new CountDownLatch(times + 1);
    Probe probe =
        Probe.start(
                () -> {
                  reads.countDown();
                  return clock.getAsLong();
                })
            .orElseThrow();
    reads.await();
    return probe;
  }

  private static Spread delays(LongSupplier clock) throws InterruptedException {
    try (Probe probe = read(5, clock)) {
      return Spread.of(probe.within(new Span(0, Long.MAX_VALUE))).orElseThrow();
    }
  }

  @Test
  void a_client_that_sees_everything_late_is_called_late() throws Exception {
    assertThat(delays(() -> System.nanoTime() + 500 * MS).p50()).isGreaterThan(500 * MS);
  }

  @Test
  void a_prompt_client_is_not_called_late() throws Exception {
    assertThat(delays(System::nanoTime).p50()).isBetween(0L, 250 * MS);
  }

  @Test
  void what_was_written_outside_the_measured_phase_does_not_count() throws Exception {
    try (Probe probe = read(3, System::nanoTime)) {
      assertThat(probe.within(new Span(0, Long.MAX_VALUE))).hasSizeGreaterThanOrEqualTo(3);
      assertThat(probe.within(new Span(0, 1))).isEmpty();
    }
  }
}
