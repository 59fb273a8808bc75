package dev.paddock.benchmarks.semantic;

/** Multiplies every kept vector, number by number, in the loop that one writes first. */
record ScalarScan(Vectors vectors) implements NearestEntry {
  @Override
  public int find(float[] asked, float least) {
    float[] kept = vectors.all();
    int best = NONE;
    float nearest = least;
    for (int entry = 0, at = 0; at < kept.length; entry++, at += asked.length) {
      float sum = 0;
      for (int i = 0; i < asked.length; i++) {
        sum += asked[i] * kept[at + i];
      }
      if (sum >= nearest) {
        nearest = sum;
        best = entry;
      }
    }
    return best;
  }
}
