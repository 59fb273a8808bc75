package dev.paddock.benchmarks.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * What a cache is told.
 *
 * @param entries the most answers to keep
 * @param ttl how long after it was put an answer may be given; empty for ever
 * @param clock what the cache goes by
 */
record Keeping(int entries, Optional<Duration> ttl, RequestClock clock) {
  /** When an answer expires that is put now. */
  long until() {
    return ttl.map(time -> clock.nanos() + time.toNanos()).orElse(Long.MAX_VALUE);
  }
}
