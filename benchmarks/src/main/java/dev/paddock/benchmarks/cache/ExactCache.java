package dev.paddock.benchmarks.cache;

import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Suite {@code exact-cache}: what it costs to ask a cache for the answer to a prompt.
 *
 * <p>Every cache does the same work: from the bytes of a prompt, 256 to 512 of them as they come
 * from a client, it makes the key, looks, and where no answer is kept it keeps the one that it is
 * given. So misses and evictions are in the figure as often as they happen. The key is made anew
 * each time, as a server has to: a string that was looked up before would remember its hash. One
 * thread asks. A rival is one more constant of {@link Store}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExactCache implements JmhSuite {
  /** The levels of {@code bench.entries}. */
  static final List<Integer> ENTRIES = List.of(50, 500, 5_000);

  private static final int CONTROL = 500;

  @Param private Store store = Store.CAFFEINE;

  @Param({"50", "500", "5000"})
  private int entries = CONTROL;

  @Param private Key key = Key.PROMPT;
  @Param private Ttl ttl = Ttl.OFF;
  @Param private Draws draws = Draws.ZIPF;

  private Keeping keeping = ttl.keeping(entries);
  private Lookups lookups = Lookups.none();
  private CachedAnswer[] answers = {};
  private AnswerCache cache = Store.HASH_MAP.open(keeping);
  private int next;

  /** How long an answer may be given. */
  public enum Ttl {
    /** For ever. */
    OFF {
      @Override
      Optional<Duration> time() {
        return Optional.empty();
      }
    },
    /** For an hour after it was put, in which 3,600 requests come. */
    HOUR {
      @Override
      Optional<Duration> time() {
        return Optional.of(Duration.ofHours(1));
      }
    };

    abstract Optional<Duration> time();

    Keeping keeping(int entries) {
      return new Keeping(entries, time(), new RequestClock());
    }
  }

  /** What is asked for. */
  public enum Draws {
    /** {@link Lookups#zipf()}. */
    ZIPF {
      @Override
      Lookups lookups() {
        return Lookups.zipf();
      }
    },
    /** {@link Lookups#syntheticTrace()}: none that was recorded is at hand. */
    SYNTHETIC_TRACE {
      @Override
      Lookups lookups() {
        return Lookups.syntheticTrace();
      }
    };

    abstract Lookups lookups();
  }

  @Override
  public String word() {
    return "exact-cache";
  }

  @Override
  public String question() {
    return "What does it cost to ask a cache for an answer, and does it matter which cache and"
        + " key?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("store").without(Level.of(Store.HASH_MAP));
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("entries", ENTRIES.stream().map(count -> Integer.toString(count)).toList());
    factors.put("key", Level.all(Key.values()));
    factors.put("ttl", Level.all(Ttl.values()));
    factors.put("draws", Level.all(Draws.values()));
    factors.put("store", Level.all(Store.values()));
    String standard = "bench.entries == \"%d\"".formatted(CONTROL);
    String plain = "bench.key == \"prompt\" and bench.ttl == \"off\" and bench.draws == \"zipf\"";
    return new Variants(
        factors,
        List.of(
            standard + " or " + plain,
            "bench.key == \"prompt\" or bench.ttl == \"off\"",
            "bench.key == \"prompt\" or bench.draws == \"zipf\"",
            "bench.ttl == \"off\" or bench.draws == \"zipf\"",
            "bench.store != \"caffeine-again\" or (%s and %s) or bench.key == \"digest\""
                .formatted(standard, plain),
            // It has no bound, so the number of entries is nothing to it.
            "bench.store != \"hash-map\" or " + standard),
        List.of(standard, plain),
        variant(Store.CAFFEINE),
        Variants.OF_JMH,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    hypotheses.add(
        new SuiteHypothesis(
            "AA1",
            "the same cache twice shows no difference, by the prompt",
            "equivalent",
            5,
            variant(Store.CAFFEINE_AGAIN),
            variant(Store.CAFFEINE)));
    hypotheses.add(
        new SuiteHypothesis(
            "AA2",
            "the same cache twice shows no difference, by its digest",
            "equivalent",
            5,
            with(variant(Store.CAFFEINE_AGAIN), "key", Level.of(Key.DIGEST)),
            with(variant(Store.CAFFEINE), "key", Level.of(Key.DIGEST))));
    hypotheses.add(
        new SuiteHypothesis(
            "H1",
            "a SHA-256 of the prompt as the key takes less time than the prompt itself",
            "lower",
            5,
            with(variant(Store.CAFFEINE), "key", Level.of(Key.DIGEST)),
            variant(Store.CAFFEINE)));
    hypotheses.add(faster("H2", Store.CAFFEINE, Store.GUAVA));
    hypotheses.add(faster("H3", Store.CACHE2K, Store.CAFFEINE));
    hypotheses.add(faster("H4", Store.CAFFEINE, Store.LINKED_HASH_MAP));
    hypotheses.add(
        new SuiteHypothesis(
            "H5",
            "a bound costs nothing: Caffeine takes no more time than a map that keeps everything",
            "equivalent",
            10,
            variant(Store.CAFFEINE),
            variant(Store.HASH_MAP)));
    hypotheses.add(
        new SuiteHypothesis(
            "H6",
            "an expiry costs nothing in Caffeine",
            "equivalent",
            10,
            with(variant(Store.CAFFEINE), "ttl", Level.of(Ttl.HOUR)),
            variant(Store.CAFFEINE)));
    hypotheses.add(
        new SuiteHypothesis(
            "H7",
            "Caffeine takes as long with 5,000 entries as with 50",
            "equivalent",
            10,
            with(variant(Store.CAFFEINE), "entries", "5000"),
            with(variant(Store.CAFFEINE), "entries", "50")));
    return hypotheses;
  }

  private static SuiteHypothesis faster(String id, Store store, Store rival) {
    return new SuiteHypothesis(
        id,
        "%s takes less time a lookup than %s".formatted(Level.of(store), Level.of(rival)),
        "lower",
        5,
        variant(store),
        variant(rival));
  }

  private static Map<String, String> variant(Store store) {
    return Map.of(
        "store", Level.of(store),
        "entries", Integer.toString(CONTROL),
        "key", Level.of(Key.PROMPT),
        "ttl", Level.of(Ttl.OFF),
        "draws", Level.of(Draws.ZIPF));
  }

  private static Map<String, String> with(Map<String, String> variant, String name, String level) {
    Map<String, String> other = new HashMap<>(variant);
    other.put(name, level);
    return Map.copyOf(other);
  }

  /** Makes the requests, and refuses to time a cache that gives a wrong answer to one of them. */
  @Setup
  public void setup() {
    lookups = draws.lookups();
    check(store, key, ttl, entries, lookups);
    answers = new CachedAnswer[lookups.prompts()];
    for (int prompt = 0; prompt < answers.length; prompt++) {
      answers[prompt] = new CachedAnswer(prompt, 0);
    }
    keeping = ttl.keeping(entries);
    cache = store.open(keeping);
    // As full as it will be.
    for (int i = 0; i < Lookups.COUNT; i++) {
      look();
    }
  }

  /** Asks for the answer to one prompt, and keeps one where there is none. */
  @Benchmark
  public CachedAnswer look() {
    int prompt = lookups.prompt(next++);
    keeping.clock().tick();
    return cache.answer(key.of(lookups.bytes(prompt)), answers[prompt]);
  }

  /** Ends the cache. */
  @TearDown
  public void close() {
    cache.close();
  }

  @Override
  public void check() {
    for (Draws asked : Draws.values()) {
      Lookups requests = asked.lookups();
      for (Store rival : Store.values()) {
        for (int count : ENTRIES) {
          check(rival, Key.PROMPT, Ttl.OFF, count, requests);
        }
        check(rival, Key.DIGEST, Ttl.OFF, CONTROL, requests);
        check(rival, Key.PROMPT, Ttl.HOUR, CONTROL, requests);
      }
    }
  }

  private static void check(Store store, Key key, Ttl ttl, int entries, Lookups lookups) {
    Keeping keeping = ttl.keeping(entries);
    try (AnswerCache cache = store.open(keeping)) {
      Replay.of(store.name(), cache, key, keeping, store.bounded(), lookups);
    }
  }

  /** How often each cache has the answer: what it decides is worth more than what it costs. */
  @Override
  public String beside(Summary summary, Path run) {
    return HitRates.table();
  }
}
