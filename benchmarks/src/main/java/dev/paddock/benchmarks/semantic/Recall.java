package dev.paddock.benchmarks.semantic;

import dev.paddock.benchmarks.suite.DisagreementException;

/** How many of the nearest entries a search names, beside a look at every vector. */
final class Recall {
  /** Sums of floats in another order. */
  private static final double ALIKE = 1e-5;

  private Recall() {}

  /**
   * Compares what a search names with what is nearest.
   *
   * @param asked how many questions are asked
   * @param recall in what share of them it must be right
   * @throws DisagreementException where it is not, or where it names what is not near enough
   */
  static void check(String who, NearestEntry search, Vectors vectors, int asked, double recall) {
    int found = 0;
    for (int i = 0; i < asked; i++) {
      float[] question = vectors.asked(i);
      double best = best(question, vectors);
      int named = search.find(question, VectorSearch.LEAST);
      double got = named == NearestEntry.NONE ? -1 : vectors.cosine(question, named);
      if (named != NearestEntry.NONE && got < VectorSearch.LEAST - ALIKE) {
        throw DisagreementException.misread(
            who,
            "question " + i,
            "none nearer than " + VectorSearch.LEAST,
            "entry %d at %s".formatted(named, got));
      }
      found += got >= best - ALIKE || best < VectorSearch.LEAST + ALIKE ? 1 : 0;
    }
    if (found < recall * asked) {
      throw DisagreementException.misread(
          who,
          "%d questions of %d vectors".formatted(asked, vectors.entries()),
          "the nearest of each, or of %.0f %%".formatted(100 * recall),
          "that of " + found);
    }
  }

  private static double best(float[] question, Vectors vectors) {
    double best = -1;
    for (int entry = 0; entry < vectors.entries(); entry++) {
      best = Math.max(best, vectors.cosine(question, entry));
    }
    return best;
  }

  /** Of the questions that have a near enough one, in how many hundredths the graph names it. */
  static double share(NearestEntry graph, Vectors vectors) {
    int answerable = 0;
    int found = 0;
    for (int i = 0; i < Vectors.ASKED; i++) {
      float[] question = vectors.asked(i);
      double best = best(question, vectors);
      if (best >= VectorSearch.LEAST) {
        int named = graph.find(question, VectorSearch.LEAST);
        answerable++;
        found += named >= 0 && vectors.cosine(question, named) >= best - ALIKE ? 1 : 0;
      }
    }
    return 100.0 * found / answerable;
  }
}
