package dev.paddock.benchmarks.semantic;

import dev.paddock.stats.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * What a semantic cache gives at a threshold: it keeps the answers to the first question of every
 * pair, and is asked the second one of each.
 *
 * @param threshold the least cosine of two questions that are taken for one
 * @param right paraphrases that got their answer
 * @param elsewhere paraphrases that got the answer to a question of another pair
 * @param paraphrases how many were asked
 * @param wrong near misses that got an answer, which is a wrong one whichever it is
 * @param misses near misses that were asked
 */
record Thresholds(
    double threshold, int right, int elsewhere, int paraphrases, int wrong, int misses) {
  /** The two that guides name, and those around them. */
  private static final List<Double> ALL = List.of(0.80, 0.85, 0.90, 0.92, 0.95, 0.98);

  private static final double CONFIDENCE = 0.95;

  /** Of every second question, the nearest that is kept. */
  private record Found(boolean same, boolean own, double cosine) {}

  static List<Thresholds> of(QuestionPairs pairs, Embedder embedder) {
    List<float[]> kept = pairs.kept().stream().map(embedder::embed).toList();
    List<Found> found =
        IntStream.range(0, kept.size())
            .mapToObj(i -> nearest(pairs.pairs().get(i), i, kept, embedder))
            .toList();
    return ALL.stream().map(threshold -> at(threshold, found)).toList();
  }

  private static Found nearest(
      QuestionPairs.Pair pair, int own, List<float[]> kept, Embedder embedder) {
    float[] asked = embedder.embed(pair.asked());
    int best = 0;
    for (int i = 1; i < kept.size(); i++) {
      if (Vectors.dot(asked, kept.get(i)) > Vectors.dot(asked, kept.get(best))) {
        best = i;
      }
    }
    return new Found(pair.same(), best == own, Vectors.dot(asked, kept.get(best)));
  }

  private static Thresholds at(double threshold, List<Found> found) {
    List<Found> same = found.stream().filter(Found::same).toList();
    List<Found> hits = found.stream().filter(one -> one.cosine() >= threshold).toList();
    int right = (int) hits.stream().filter(Found::same).filter(Found::own).count();
    int wrong = (int) hits.stream().filter(one -> !one.same()).count();
    return new Thresholds(
        threshold,
        right,
        hits.size() - right - wrong,
        same.size(),
        wrong,
        found.size() - same.size());
  }

  /** The page's table. */
  static String table(QuestionPairs pairs, Embedder embedder) {
    StringBuilder text = new StringBuilder();
    text.append("## How often a semantic cache is right\n\n");
    text.append(
        """
        %d pairs of English questions, written for this suite: %d ask for the same in other words,
        %d look alike and want another answer. The cache keeps the answer to the first question of
        every pair and is asked the second one. A paraphrase that gets its answer is a **hit**; a
        near miss that gets any answer is a **wrong hit**. Intervals are exact binomial 95 %%
        (Clopper and Pearson) for pairs like these; how many near misses there are among the
        requests of an application is its own, so the two rates are not to be added up. An exact
        cache has no hit and no wrong hit here. Nothing of this is timed.

        | least cosine | hits of %d paraphrases | paraphrases with the answer of another pair | wrong hits of %d near misses |
        | --- | --- | --- | --- |
        """
            .formatted(
                pairs.pairs().size(),
                pairs.of(true).size(),
                pairs.of(false).size(),
                pairs.of(true).size(),
                pairs.of(false).size()));
    for (Thresholds row : of(pairs, embedder)) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %.2f | %s | %d | %s |\n",
              row.threshold(),
              share(row.right(), row.paraphrases()),
              row.elsewhere(),
              share(row.wrong(), row.misses())));
    }
    return text.append(nearestMiss(pairs, embedder)).toString();
  }

  /** The two questions that are most alike of those that want two answers. */
  private static String nearestMiss(QuestionPairs pairs, Embedder embedder) {
    QuestionPairs.Pair nearest =
        pairs.of(false).stream()
            .max(Comparator.comparingDouble(pair -> cosine(pair, embedder)))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "\nThe nearest near miss has a cosine of %.3f: “%s” and “%s”.\n\n",
        cosine(nearest, embedder),
        nearest.kept(),
        nearest.asked());
  }

  private static double cosine(QuestionPairs.Pair pair, Embedder embedder) {
    return Vectors.dot(embedder.embed(pair.kept()), embedder.embed(pair.asked()));
  }

  private static String share(int count, int of) {
    Interval interval = interval(count, of);
    return String.format(
        Locale.ROOT,
        "%d, %.0f %% (%.0f to %.0f %%)",
        count,
        100.0 * count / of,
        100 * interval.low(),
        100 * interval.high());
  }

  /** The exact interval of a share of which {@code count} of {@code of} were seen, at 95 %. */
  static Interval interval(int count, int of) {
    double tail = (1 - CONFIDENCE) / 2;
    return new Interval(
        count == 0
            ? 0
            : new BetaDistribution(null, count, of - count + 1).inverseCumulativeProbability(tail),
        count == of
            ? 1
            : new BetaDistribution(null, count + 1, of - count)
                .inverseCumulativeProbability(1 - tail));
  }
}
