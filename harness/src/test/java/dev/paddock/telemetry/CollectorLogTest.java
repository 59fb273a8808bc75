package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CollectorLogTest {
  /** What the collector's clock may be off, on a machine that is busy with other things. */
  private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

  @Test
  void a_real_collection_is_found_where_it_happened() throws Exception {
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

  /**
   * What was allocated, kept alive until it is counted: half of what the young generation has now.
   */
  private static byte[][] fillHalf() {
    MemoryUsage young = young().getUsage();
    byte[][] filling = new byte[(int) (young.getCommitted() / 2 / 65_536)][];
    for (int i = 0; i < filling.length; i++) {
      filling[i] = new byte[65_536 - 16];
    }
    return filling;
  }

  private static MemoryPoolMXBean young() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Eden"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_trial_begins_with_a_young_generation_that_has_room() {
    System.gc();
    byte[][] filling = fillHalf();
    try (CollectorLog log = new CollectorLog()) {
      log.collect();
    }
    MemoryUsage young = young().getUsage();
    assertThat(filling).isNotEmpty();
    assertThat(young.getUsed()).isLessThan(young.getCommitted() / 4);
  }
}
