package dev.paddock.benchmarks.semantic;

import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Suite {@code vector-search}: what it costs to find the kept question that is nearest to another.
 *
 * <p>The work: name the nearest of all kept vectors if its cosine is at least {@value #LEAST}, and
 * say none otherwise. The scans must name it; the graph may miss it in one of ten questions at
 * most, and the page says in how many it does. A rival is one more constant of {@link Search}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VectorSearch implements JmhSuite {
  /** The levels of {@code bench.entries}. */
  static final List<Integer> ENTRIES = List.of(100, 1_000, 10_000, 100_000);

  /** Larger graphs are built once a run: one of 100,000 took 190 s of a core. */
  private static final int LARGEST_OF_A_FORK = 10_000;

  static final float LEAST = 0.92f;

  private static final int CONTROL = 1_000;

  /** Questions whose answers are compared before anything is timed. */
  private static final int CHECKED = 16;

  @Param({"100", "1000", "10000", "100000"})
  private int entries = CONTROL;

  @Param private Search search = Search.SCALAR;

  private Vectors vectors = Vectors.none();
  private NearestEntry nearest = new ScalarScan(vectors);
  private int next;

  /** How the nearest is found. */
  public enum Search {
    /** Every vector, number by number. */
    SCALAR {
      @Override
      NearestEntry over(Vectors vectors) {
        return new ScalarScan(vectors);
      }
    },
    /** The same once more under another name: what differs from {@link #SCALAR} here is noise. */
    SCALAR_AGAIN {
      @Override
      NearestEntry over(Vectors vectors) {
        return new ScalarScan(vectors);
      }
    },
    /** Every vector, in four sums. */
    FOUR_SUMS {
      @Override
      NearestEntry over(Vectors vectors) {
        return new FourSumsScan(vectors);
      }
    },
    /** Every vector, with the Vector API. */
    VECTOR_API {
      @Override
      NearestEntry over(Vectors vectors) {
        return new VectorApiScan(vectors);
      }
    },
    /** A graph of neighbours: hnswlib. */
    HNSW {
      @Override
      NearestEntry over(Vectors vectors) {
        return HnswGraph.of(vectors);
      }

      @Override
      double recall() {
        return 0.9;
      }
    };

    abstract NearestEntry over(Vectors vectors);

    /** In what share of the questions it must name the nearest. */
    double recall() {
      return 1;
    }
  }

  @Override
  public String word() {
    return "vector-search";
  }

  @Override
  public String question() {
    return "What does it cost to find the nearest of many vectors, and when is an index needed?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("search");
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("entries", ENTRIES.stream().map(count -> Integer.toString(count)).toList());
    factors.put("search", Level.all(Search.values()));
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (int count : ENTRIES) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same loop twice shows no difference, %d vectors".formatted(count),
              "equivalent",
              5,
              variant(Search.SCALAR_AGAIN, count),
              variant(Search.SCALAR, count)));
    }
    hypotheses.add(faster("H1", Search.VECTOR_API, Search.SCALAR, 1_000));
    hypotheses.add(faster("H2", Search.VECTOR_API, Search.SCALAR, 100_000));
    hypotheses.add(faster("H3", Search.VECTOR_API, Search.FOUR_SUMS, 1_000));
    hypotheses.add(faster("H4", Search.HNSW, Search.VECTOR_API, 100));
    hypotheses.add(faster("H5", Search.HNSW, Search.VECTOR_API, 1_000));
    hypotheses.add(faster("H6", Search.HNSW, Search.VECTOR_API, 10_000));
    hypotheses.add(faster("H7", Search.HNSW, Search.VECTOR_API, 100_000));
    return new Variants(
        factors,
        List.of(),
        List.of("bench.entries == \"1000\""),
        variant(Search.SCALAR, CONTROL),
        Variants.OF_JMH,
        hypotheses);
  }

  private static SuiteHypothesis faster(String id, Search search, Search rival, int entries) {
    return new SuiteHypothesis(
        id,
        "%s takes less time than %s, %d vectors"
            .formatted(Level.of(search), Level.of(rival), entries),
        "lower",
        5,
        variant(search, entries),
        variant(rival, entries));
  }

  private static Map<String, String> variant(Search search, int entries) {
    return Map.of("search", Level.of(search), "entries", Integer.toString(entries));
  }

  @Override
  public void prepare(Map<String, String> levels, Path run) throws IOException {
    int count = Integer.parseInt(levels.getOrDefault("entries", "0"));
    Path file = graph(run, count);
    if (isShared(levels.getOrDefault("search", ""), count) && !Files.exists(file)) {
      System.err.printf(
          "a graph of %,d vectors is built for all forks: minutes of a core%n", count);
      try {
        HnswGraph.onAllCores(Vectors.of(count)).keep(file);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a graph was built");
      }
    }
  }

  /** Whether all forks of a run search in one graph. */
  private static boolean isShared(String search, int entries) {
    return search.equals(Level.of(Search.HNSW)) && entries > LARGEST_OF_A_FORK;
  }

  private static Path graph(Path run, int entries) {
    return run.resolve("hnsw-%d.graph".formatted(entries));
  }

  /** Makes the vectors, and refuses to time a search that does not find the nearest. */
  @Setup
  public void setup() throws IOException {
    vectors = Vectors.of(entries);
    nearest =
        isShared(Level.of(search), entries)
            ? HnswGraph.kept(graph(Path.of(System.getProperty(RUN, "")), entries), vectors)
            : search.over(vectors);
    Recall.check(search.name(), nearest, vectors, CHECKED, search.recall());
  }

  /** Finds the nearest to one question. */
  @Benchmark
  public int find() {
    return nearest.find(vectors.asked(next++), LEAST);
  }

  @Override
  public void check() {
    Vectors some = Vectors.of(CONTROL);
    for (Search rival : Search.values()) {
      Recall.check(rival.name(), rival.over(some), some, Vectors.ASKED, rival.recall());
    }
  }

  /** What the graph misses, and why it is not asked for more. */
  @Override
  public String beside(Summary summary, Path run) {
    StringBuilder text = new StringBuilder("## What the graph misses\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            """
            The scans look at every vector and always name the nearest. The graph may miss it: of
            the questions that have a vector at a cosine of at least %.2f it names the nearest to

            | vectors | questions answered right |
            | --- | --- |
            """,
            LEAST));
    for (int count : ENTRIES) {
      right(count, run)
          .ifPresent(
              share ->
                  text.append(String.format(Locale.ROOT, "| %,d | %.1f %% |\n", count, share)));
    }
    return text.append(
            """

            The graph draws lots while it is built, so another one may miss others, or take another
            time. Each fork builds its own up to 10,000 vectors; one of 100,000 takes minutes of a
            core, so all forks of a run share it, and its interval holds for that one graph. The
            vectors are drawn from a seed, in clusters; every scan takes the same time for real
            ones. A search comes after an embedding, so its time is to be read beside that of the
            suite `embedding`.
            """)
        .toString();
  }

  /** What a graph of so many names right, in hundredths; empty where the run built none. */
  static OptionalDouble right(int count, Path run) {
    Path file = graph(run, count);
    boolean shared = isShared(Level.of(Search.HNSW), count);
    if (shared && !Files.exists(file)) {
      return OptionalDouble.empty();
    }
    Vectors vectors = Vectors.of(count);
    try {
      return OptionalDouble.of(
          Recall.share(shared ? HnswGraph.kept(file, vectors) : HnswGraph.of(vectors), vectors));
    } catch (IOException e) {
      throw new RunDirectoryException(
          "%s: the graph that its forks searched cannot be read (%s). Without the file, the page leaves its share out."
              .formatted(file, e),
          e);
    }
  }
}
