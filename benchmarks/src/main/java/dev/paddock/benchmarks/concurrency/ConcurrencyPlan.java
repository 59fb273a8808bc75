package dev.paddock.benchmarks.concurrency;

import dev.paddock.benchmarks.conclusion.CellFigures;
import dev.paddock.benchmarks.concurrency.Concurrency.Arrival;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.record.Numerals;
import dev.paddock.summary.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the suite {@code concurrency} varies and supposes, and the guide's table beside it. */
final class ConcurrencyPlan {
  private static final double NANOS_A_MS = 1e6;
  private static final List<Integer> SLOTS = List.of(1, 2, 4);

  private ConcurrencyPlan() {}

  static Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("slots", SLOTS.stream().map(slots -> Integer.toString(slots)).toList());
    factors.put("arrival", Level.all(Arrival.values()));
    factors.put("way", Level.all(WayOfCalling.values()));
    return new Variants(
        factors,
        List.of(
            // Spaced requests show what waiting for a batch costs; threads are like futures there.
            "bench.arrival == \"together\" or (bench.slots == \"4\""
                + " and bench.way != \"platform-threads\" and bench.way != \"virtual-threads\""
                + " and bench.way != \"raw\")",
            // Batches of those that arrive together are full at once, however long they may wait.
            "bench.way != \"batch-4-100ms\" or bench.arrival == \"spaced\"",
            "bench.way != \"sequential-again\""
                + " or (bench.arrival == \"together\" and bench.slots != \"2\")"),
        List.of(
            "bench.arrival == \"together\" and bench.slots == \"4\"",
            "bench.way != \"batch-4-50ms\" and bench.way != \"batch-5-500ms\""
                + " and bench.way != \"batch-5-500ms-urgent\" and bench.way != \"batch-10-1s\""
                + " and bench.way != \"platform-threads\""),
        together(WayOfCalling.SEQUENTIAL, 4),
        Variants.OF_REQUESTS,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    return List.of(
        again("AA1", 1),
        again("AA2", 4),
        same(
            "H1",
            "with one slot, futures are no faster than a loop",
            WayOfCalling.ASYNC,
            WayOfCalling.SEQUENTIAL,
            1),
        same(
            "H2",
            "with one slot, batches of 20 are no faster than a loop",
            WayOfCalling.BATCH_20_2S,
            WayOfCalling.SEQUENTIAL,
            1),
        new SuiteHypothesis(
            "H3",
            "with four slots, futures take less time than a loop, which uses one",
            "lower",
            10,
            together(WayOfCalling.ASYNC, 4),
            together(WayOfCalling.SEQUENTIAL, 4)),
        same(
            "H4",
            "with four slots, batches of 20 are no faster than futures",
            WayOfCalling.BATCH_20_2S,
            WayOfCalling.ASYNC,
            4),
        same(
            "H5",
            "with four slots, batches of 4 are no faster than futures",
            WayOfCalling.BATCH_4_50MS,
            WayOfCalling.ASYNC,
            4),
        same(
            "H6",
            "with four slots, virtual threads are no faster than platform threads",
            WayOfCalling.VIRTUAL_THREADS,
            WayOfCalling.PLATFORM_THREADS,
            4),
        same(
            "H7",
            "with four slots, futures are no faster than platform threads",
            WayOfCalling.ASYNC,
            WayOfCalling.PLATFORM_THREADS,
            4),
        new SuiteHypothesis(
            "H8",
            "requests that arrive one by one take longer in batches of 20",
            "higher",
            10,
            variant(WayOfCalling.BATCH_20_2S, 4, Arrival.SPACED),
            variant(WayOfCalling.ASYNC, 4, Arrival.SPACED)));
  }

  private static SuiteHypothesis again(String id, int slots) {
    return new SuiteHypothesis(
        id,
        "the same loop twice shows no difference, slots: %d".formatted(slots),
        "equivalent",
        5,
        together(WayOfCalling.SEQUENTIAL_AGAIN, slots),
        together(WayOfCalling.SEQUENTIAL, slots));
  }

  private static SuiteHypothesis same(
      String id, String words, WayOfCalling way, WayOfCalling other, int slots) {
    return new SuiteHypothesis(
        id, words, "equivalent", 10, together(way, slots), together(other, slots));
  }

  private static Map<String, String> together(WayOfCalling way, int slots) {
    return variant(way, slots, Arrival.TOGETHER);
  }

  private static Map<String, String> variant(WayOfCalling way, int slots, Arrival arrival) {
    return Map.of(
        "way", Level.of(way),
        "slots", Integer.toString(slots),
        "arrival", Level.of(arrival));
  }

  /** A row of the table; what the guide says is empty where it says nothing. */
  private record Row(WayOfCalling way, String guide) {}

  /** The async guide's table beside what was measured at equal slots. */
  static String beside(Summary summary) {
    CellFigures times = new CellFigures(summary, "time.mean");
    StringBuilder table =
        new StringBuilder(
            """
            The async guide's table beside requests that arrive together, by the server's slots: \
            the time of a request, and how many times as many were served as by a loop. A loop \
            uses one slot, whatever the server has; all others use them all, and none serves more \
            than the slots do.

            | way | the guide says | 1 slot | 2 slots | 4 slots |
            | --- | --- | --- | --- | --- |
            """);
    for (Row row :
        List.of(
            new Row(WayOfCalling.SEQUENTIAL, "5 requests/s"),
            new Row(WayOfCalling.ASYNC, "15 to 25 requests/s, 3 to 5×"),
            new Row(WayOfCalling.BATCH_20_2S, "50 requests/s and more, 5 to 10×"),
            new Row(WayOfCalling.BATCH_5_500MS, ""),
            new Row(WayOfCalling.PLATFORM_THREADS, ""),
            new Row(WayOfCalling.VIRTUAL_THREADS, ""))) {
      table.append("| %s | %s |".formatted(Level.of(row.way), row.guide));
      for (int slots : SLOTS) {
        table.append(
            " %s%s |"
                .formatted(
                    times.link(together(row.way, slots), 1 / NANOS_A_MS, "ms"),
                    more(times, row.way, slots)));
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static String more(CellFigures times, WayOfCalling way, int slots) {
    OptionalDouble loop = times.value(together(WayOfCalling.SEQUENTIAL, slots));
    OptionalDouble one = times.value(together(way, slots));
    return loop.isPresent() && one.isPresent()
        ? ", " + Numerals.ratio(loop.getAsDouble() / one.getAsDouble()) + "×"
        : "";
  }
}
