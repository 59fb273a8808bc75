package dev.paddock.benchmarks.cache;

import dev.paddock.benchmarks.suite.Level;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of how often each cache has the answer, by counting. */
final class HitRates {
  private static final Set<Store> STORES = EnumSet.complementOf(EnumSet.of(Store.CAFFEINE_AGAIN));

  private static final int COUNTS = 5;

  /**
   * Counted outside of this suite, as the file is not ours to keep here: two requests are the same
   * where their lengths and the hashes of all their blocks are.
   */
  private static final String RECORDED =
      """

      A recorded trace repeats far less: of the 12,031 requests of one hour in Mooncake's
      [conversation trace](https://github.com/kvcache-ai/Mooncake/blob/3b5a594133958449a1feaf1c9e0fc1b553e34a28/FAST25-release/traces/conversation_trace.jsonl)
      118 (1.0 %) are, by length and by the hash of every block, one that came before. The 50, 500
      and 5,000 least recently used answers would have served 0.1, 0.6 and 1.0 % of them. Count the
      repeats of your own requests before you choose a cache.

      """;

  private HitRates() {}

  /** What a line of the table counts. */
  private record Line(
      ExactCache.Draws draws, ExactCache.Ttl ttl, int entries, List<List<Replay>> stores) {
    private static Line of(
        ExactCache.Draws draws, Lookups lookups, ExactCache.Ttl ttl, int entries) {
      return new Line(
          draws,
          ttl,
          entries,
          STORES.stream()
              .map(
                  store ->
                      IntStream.range(0, COUNTS)
                          .mapToObj(count -> replay(store, lookups, ttl, entries))
                          .toList())
              .toList());
    }

    String text() {
      return "| %s | %s | %d |".formatted(Level.of(draws), Level.of(ttl), entries)
          + stores.stream()
              .map(counts -> statistics(counts).getAverage())
              .map(mean -> String.format(Locale.ROOT, " %.1f |", mean))
              .collect(Collectors.joining())
          + "\n";
    }

    double widest() {
      return stores.stream()
          .map(Line::statistics)
          .mapToDouble(counts -> counts.getMax() - counts.getMin())
          .max()
          .orElse(0);
    }

    private static DoubleSummaryStatistics statistics(List<Replay> counts) {
      return counts.stream().mapToDouble(Replay::percent).summaryStatistics();
    }
  }

  static String table() {
    List<Line> lines = new ArrayList<>();
    for (ExactCache.Draws draws : ExactCache.Draws.values()) {
      Lookups lookups = draws.lookups();
      for (ExactCache.Ttl ttl : ExactCache.Ttl.values()) {
        for (int entries : ExactCache.ENTRIES) {
          lines.add(Line.of(draws, lookups, ttl, entries));
        }
      }
    }
    StringBuilder text = new StringBuilder("## How often the answer is there\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            """
            Hits of a hundred requests, from an empty cache on: the %,d requests of each distribution,
            counted and not timed. Each figure is the mean of %d counts, as Caffeine draws lots for some of
            what it keeps; no two counts of one cache here differ by more than %.1f. `zipf` draws from %,d
            prompts, the k-th 1/k^0.99 times as often as the first. `synthetic-trace` is made from a seed
            and was **not recorded**: 35 %% of its requests repeat an earlier one, mostly a recent one, and
            the rest are new. `hash-map` keeps everything: no cache can have more hits with the same
            expiry.

            """,
            Lookups.COUNT,
            COUNTS,
            lines.stream().mapToDouble(Line::widest).max().orElse(0),
            Lookups.PROMPTS));
    text.append("| requests | ttl | entries |");
    STORES.forEach(store -> text.append(' ').append(Level.of(store)).append(" |"));
    text.append("\n| --- | --- | --- |").append(" --- |".repeat(STORES.size())).append('\n');
    lines.forEach(line -> text.append(line.text()));
    return text.append(RECORDED).toString();
  }

  static Replay replay(Store store, Lookups lookups, ExactCache.Ttl ttl, int entries) {
    Keeping keeping = ttl.keeping(entries);
    try (AnswerCache cache = store.open(keeping)) {
      return Replay.of(store.name(), cache, Key.PROMPT, keeping, store.bounded(), lookups);
    }
  }
}
