package dev.paddock.benchmarks.semantic;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same with the Vector API, as many numbers at once as the processor takes, in two sums.
 *
 * <p>The number of dimensions must be a multiple of twice that many; 384 is, up to 192 lanes.
 */
record VectorApiScan(Vectors vectors) implements NearestEntry {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  @Override
  public int find(float[] asked, float least) {
    float[] kept = vectors.all();
    int best = NONE;
    float nearest = least;
    int step = LANES.length();
    for (int entry = 0, at = 0; at < kept.length; entry++, at += asked.length) {
      FloatVector even = FloatVector.zero(LANES);
      FloatVector odd = FloatVector.zero(LANES);
      for (int i = 0; i < asked.length; i += 2 * step) {
        even =
            FloatVector.fromArray(LANES, asked, i)
                .fma(FloatVector.fromArray(LANES, kept, at + i), even);
        odd =
            FloatVector.fromArray(LANES, asked, i + step)
                .fma(FloatVector.fromArray(LANES, kept, at + i + step), odd);
      }
      float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
      if (sum >= nearest) {
        nearest = sum;
        best = entry;
      }
    }
    return best;
  }
}
