package dev.paddock.benchmarks.semantic;

/**
 * The same with four sums: none waits for another, as each addition to a single sum waits for the
 * one before it. The compiler may not do that by itself, as it changes the last digits.
 */
record FourSumsScan(Vectors vectors) implements NearestEntry {
  @Override
  public int find(float[] asked, float least) {
    float[] kept = vectors.all();
    int best = NONE;
    float nearest = least;
    for (int entry = 0, at = 0; at < kept.length; entry++, at += asked.length) {
      float one = 0;
      float two = 0;
      float three = 0;
      float four = 0;
      for (int i = 0; i + 3 < asked.length; i += 4) {
        one += asked[i] * kept[at + i];
        two += asked[i + 1] * kept[at + i + 1];
        three += asked[i + 2] * kept[at + i + 2];
        four += asked[i + 3] * kept[at + i + 3];
      }
      float sum = one + two + (three + four);
      if (sum >= nearest) {
        nearest = sum;
        best = entry;
      }
    }
    return best;
  }
}
