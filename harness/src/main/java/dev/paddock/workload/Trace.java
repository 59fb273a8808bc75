package dev.paddock.workload;

import java.util.List;
import java.util.OptionalInt;

/**
 * Recorded requests: when each came and, where that is known, how long it was and its answer.
 *
 * @param entries at least one, in the order of their times
 */
public record Trace(List<Entry> entries) {
  public Trace {
    entries = List.copyOf(entries);
  }

  /** A number that another trace has not, but by one chance in 2^64; the same on every machine. */
  public long fingerprint() {
    long mixed = entries.size();
    for (Entry entry : entries) {
      for (long part :
          new long[] {entry.at(), entry.promptTokens().orElse(0), entry.outputTokens().orElse(0)}) {
        mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
      }
    }
    return mixed;
  }

  /**
   * One request.
   *
   * @param at nanoseconds after the first request
   * @param promptTokens at least 1
   * @param outputTokens at least 1
   */
  public record Entry(long at, OptionalInt promptTokens, OptionalInt outputTokens) {}
}
