package dev.paddock.benchmarks.semantic;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Suite {@code embedding}: what it costs to embed a prompt, which a semantic cache does for every
 * request, and how often such a cache is right.
 *
 * <p>The work: from a text to a vector of length 1 in 384 dimensions, tokenizing included. It is
 * one thread that asks for one text at a time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextEmbedding implements JmhSuite {
  static final int DIMENSIONS = 384;

  /** A power of two; fewer than elsewhere, as each takes milliseconds and millions of branches. */
  private static final int TEXTS = 64;

  private static final int CHECKED = 4;

  /** Two runs of the same arithmetic in another order. */
  private static final double ALIKE = 1e-3;

  @Param private Session session = Session.AS_IT_COMES;
  @Param private Length text = Length.QUESTION;

  private Embedder embedder = unread -> new float[0];
  private List<String> texts = List.of();
  private int next;

  /** How the model is run. */
  public enum Session {
    /** On as many threads as there are cores, which wait for work by spinning. */
    AS_IT_COMES {
      @Override
      Embedder open() {
        return MiniLm.asItComes();
      }
    },
    /** The same once more under another name: what differs from {@link #AS_IT_COMES} is noise. */
    AS_IT_COMES_AGAIN {
      @Override
      Embedder open() {
        return MiniLm.asItComes();
      }
    },
    /** On the thread that asks. */
    ONE_THREAD {
      @Override
      Embedder open() {
        return MiniLm.onOneThread();
      }
    };

    abstract Embedder open();
  }

  /** How long the text is. */
  public enum Length {
    /** A question of about 9 words. */
    QUESTION {
      @Override
      String text(QuestionPairs pairs, int number) {
        return pairs.pairs().get(number % pairs.pairs().size()).asked();
      }
    },
    /** 128 words. */
    WORDS_128 {
      @Override
      String text(QuestionPairs pairs, int number) {
        return pairs.text(128, number);
      }
    },
    /** 512 words, which are more tokens than the model reads at a time. */
    WORDS_512 {
      @Override
      String text(QuestionPairs pairs, int number) {
        return pairs.text(512, number);
      }
    };

    abstract String text(QuestionPairs pairs, int number);

    List<String> texts() {
      QuestionPairs pairs = QuestionPairs.read();
      return IntStream.range(0, TEXTS).mapToObj(number -> text(pairs, number)).toList();
    }
  }

  @Override
  public String word() {
    return "embedding";
  }

  @Override
  public String question() {
    return "What does it cost to embed a prompt, and how often is a semantic cache right?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("session");
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("text", Level.all(Length.values()));
    factors.put("session", Level.all(Session.values()));
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (Length length : Length.values()) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same session twice shows no difference, " + Level.of(length),
              "equivalent",
              5,
              variant(Session.AS_IT_COMES_AGAIN, length),
              variant(Session.AS_IT_COMES, length)));
    }
    for (Length length : Length.values()) {
      hypotheses.add(
          new SuiteHypothesis(
              "H" + (hypotheses.size() + 1 - Length.values().length),
              "all cores take less time than one thread, " + Level.of(length),
              "lower",
              10,
              variant(Session.AS_IT_COMES, length),
              variant(Session.ONE_THREAD, length)));
    }
    return new Variants(
        factors,
        List.of(),
        List.of("bench.text == \"question\""),
        variant(Session.AS_IT_COMES, Length.QUESTION),
        Variants.OF_JMH,
        hypotheses);
  }

  private static Map<String, String> variant(Session session, Length length) {
    return Map.of("session", Level.of(session), "text", Level.of(length));
  }

  /** Loads the model, and refuses to time a session whose vectors mean nothing. */
  @Setup
  public void setup() {
    texts = text.texts();
    embedder = session.open();
    check(session.name(), embedder, texts.subList(0, CHECKED));
  }

  /** Embeds one text. */
  @Benchmark
  public float[] embed() {
    return embedder.embed(texts.get(next++ & (TEXTS - 1)));
  }

  /** Ends the session. */
  @TearDown
  public void close() {
    embedder.close();
  }

  @Override
  public void check() {
    for (Length length : Length.values()) {
      List<String> few = length.texts().subList(0, CHECKED);
      List<float[]> truth = new ArrayList<>();
      for (Session rival : Session.values()) {
        try (Embedder opened = rival.open()) {
          check(rival.name(), opened, few);
          few.forEach(one -> truth.add(opened.embed(one)));
          agree(rival.name(), truth);
        }
      }
    }
  }

  /** Compares the latest {@link #CHECKED} vectors with those of the first embedder. */
  private static void agree(String who, List<float[]> vectors) {
    for (int i = 0; i < CHECKED; i++) {
      float[] latest = vectors.get(vectors.size() - CHECKED + i);
      double cosine = Vectors.dot(vectors.get(i), latest);
      if (cosine < 1 - ALIKE) {
        throw DisagreementException.misread(
            who, "text " + i, "the vector of the first session", "a cosine of " + cosine);
      }
    }
  }

  /**
   * Looks whether vectors are vectors of their texts.
   *
   * @throws DisagreementException where one has another dimension or length, where a text has not
   *     the same vector twice, or where two texts have one vector
   */
  static void check(String who, Embedder embedder, List<String> texts) {
    List<float[]> vectors = texts.stream().map(embedder::embed).toList();
    for (int i = 0; i < texts.size(); i++) {
      float[] vector = vectors.get(i);
      must(who, "the dimensions of text " + i, DIMENSIONS, vector.length);
      must(who, "the length of the vector of text " + i, 1, Vectors.dot(vector, vector));
      must(
          who,
          "text %d once more, as a cosine".formatted(i),
          1,
          Vectors.dot(vector, embedder.embed(texts.get(i))));
      for (int other = 0; other < i; other++) {
        if (Vectors.dot(vector, vectors.get(other)) > 1 - ALIKE) {
          throw DisagreementException.misread(
              who, "texts %d and %d".formatted(other, i), "two vectors", "one vector");
        }
      }
    }
  }

  private static void must(String who, String what, double truth, double answer) {
    if (!(Math.abs(truth - answer) < ALIKE)) {
      throw DisagreementException.misread(who, what, truth, answer);
    }
  }

  /** How often an answer that is found by its meaning is the right one. */
  @Override
  public String beside(Summary summary, Path run) {
    try (Embedder opened = Session.ONE_THREAD.open()) {
      return Thresholds.table(QuestionPairs.read(), opened);
    }
  }
}
