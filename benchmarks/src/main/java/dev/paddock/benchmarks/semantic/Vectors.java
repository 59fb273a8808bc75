package dev.paddock.benchmarks.semantic;

import java.util.SplittableRandom;

/**
 * Vectors of length 1 that stand for the questions of a semantic cache, one after the other in one
 * array, and questions that are asked of it.
 *
 * <p>They are drawn from a fixed seed and lie in clusters of about {@value #CLUSTER}, as questions
 * about one thing do. Three of four questions that are asked lie near a kept one, the fourth
 * anywhere. No search that looks at every vector takes another time for real ones; a graph may.
 */
final class Vectors {
  static final int DIMENSIONS = TextEmbedding.DIMENSIONS;

  /** Questions that are asked; a power of two. */
  static final int ASKED = 256;

  private static final int CLUSTER = 16;

  /** How far a vector lies from the centre of its cluster, the centre being 1 from the origin. */
  private static final double SPREAD = 0.6;

  /** How far a question lies from the kept one that it is drawn near to: a cosine of about 0.96. */
  private static final double NEAR = 0.3;

  private final float[] kept;
  private final float[][] asked = new float[ASKED][];

  private Vectors(int entries) {
    kept = new float[Math.multiplyExact(entries, DIMENSIONS)];
  }

  /** No vectors, and nothing to ask. */
  static Vectors none() {
    return new Vectors(0);
  }

  /**
   * So many kept vectors, at least one, and {@value #ASKED} to ask with; the same ones in every
   * fork.
   */
  static Vectors of(int entries) {
    Vectors vectors = new Vectors(entries);
    SplittableRandom random = new SplittableRandom(entries);
    float[] centre = new float[DIMENSIONS];
    for (int i = 0; i < entries; i++) {
      if (i % CLUSTER == 0) {
        centre = near(centre, 1, random);
      }
      System.arraycopy(near(centre, SPREAD, random), 0, vectors.kept, i * DIMENSIONS, DIMENSIONS);
    }
    for (int i = 0; i < ASKED; i++) {
      vectors.asked[i] =
          i % 4 == 3
              ? near(new float[DIMENSIONS], 1, random)
              : near(vectors.entry(random.nextInt(entries)), NEAR, random);
    }
    return vectors;
  }

  /** A vector of length 1 whose distance from {@code from}, before that, is about {@code far}. */
  private static float[] near(float[] from, double far, SplittableRandom random) {
    double[] drawn = new double[DIMENSIONS];
    double squares = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      drawn[i] = from[i] + random.nextGaussian(0, far / Math.sqrt(DIMENSIONS));
      squares += drawn[i] * drawn[i];
    }
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (drawn[i] / Math.sqrt(squares));
    }
    return vector;
  }

  int entries() {
    return kept.length / DIMENSIONS;
  }

  /** All kept vectors, one after the other. */
  float[] all() {
    return kept;
  }

  /** A copy of one of them. */
  float[] entry(int index) {
    float[] vector = new float[DIMENSIONS];
    System.arraycopy(kept, index * DIMENSIONS, vector, 0, DIMENSIONS);
    return vector;
  }

  /** Question {@code i}; after the last comes the first. */
  float[] asked(int i) {
    return asked[i & (ASKED - 1)];
  }

  /** The cosine of a vector and a kept one, as exactly as doubles say it. */
  double cosine(float[] vector, int index) {
    double sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum += (double) vector[i] * kept[index * DIMENSIONS + i];
    }
    return sum;
  }

  /** The product of two vectors: their cosine, where both have length 1. */
  static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
