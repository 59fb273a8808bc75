package dev.paddock.benchmarks.cache;

import dev.paddock.benchmarks.suite.DisagreementException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What came of asking a cache, empty at first, for each request once. It counts, and times nothing.
 *
 * @param requests how many
 * @param hits how many of them got an answer that was kept
 */
record Replay(int requests, int hits) {
  /** cache2k looks for expired entries about once a second, which a request may just miss. */
  private static final Duration LATE = Duration.ofSeconds(3);

  /**
   * Asks for all of them.
   *
   * @param bounded whether it must keep to its number of entries
   * @throws DisagreementException where it gives the answer to another prompt, or one that has
   *     expired; where it keeps more entries than it may, or none at all
   */
  static Replay of(
      String who, AnswerCache cache, Key key, Keeping keeping, boolean bounded, Lookups lookups) {
    Map<Integer, String> keys = new HashMap<>();
    int hits = 0;
    for (int i = 0; i < Lookups.COUNT; i++) {
      int prompt = lookups.prompt(i);
      keeping.clock().tick();
      long now = keeping.clock().nanos();
      CachedAnswer made = new CachedAnswer(prompt, now);
      CachedAnswer got =
          cache.answer(keys.computeIfAbsent(prompt, number -> key.of(lookups.bytes(number))), made);
      if (got.prompt() != prompt) {
        throw DisagreementException.misread(
            who, "prompt %d of request %d".formatted(prompt, i), prompt, got.prompt());
      }
      long age = now - got.at();
      if (keeping.ttl().isPresent() && age > keeping.ttl().get().plus(LATE).toNanos()) {
        throw DisagreementException.misread(
            who,
            "the age of its answer to request " + i,
            "at most " + keeping.ttl().get().toSeconds() + " s",
            Duration.ofNanos(age).toSeconds() + " s");
      }
      hits += age > 0 ? 1 : 0;
    }
    if (bounded && cache.entries() > keeping.entries()) {
      throw DisagreementException.misread(
          who, "its bound", "at most " + keeping.entries() + " entries", cache.entries());
    }
    if (hits == 0) {
      throw DisagreementException.misread(who, "what it kept", "an answer now and then", "none");
    }
    return new Replay(Lookups.COUNT, hits);
  }

  /** Hits of a hundred requests. */
  double percent() {
    return 100.0 * hits / requests;
  }
}
