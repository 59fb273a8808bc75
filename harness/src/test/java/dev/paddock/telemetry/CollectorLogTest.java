package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CollectorLogTest {
  /** What the collector's clock may be off, on a machine that is busy with other things. */
  private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

  @Test
  void a_real_collection_is_missed_or_placed_elsewhere() throws Exception {
    try (CollectorLog log = new CollectorLog()) {
      log.collect();
      TimeUnit.MILLISECONDS.sleep(20);
      long before = System.nanoTime();
      System.gc();
      long after = System.nanoTime();
      assertThat(log.pauses())
          .anyMatch(pause -> pause.end() > before - SLACK && pause.end() < after + SLACK);
    }
  }
}
