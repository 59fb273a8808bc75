package dev.paddock.benchmarks.semantic;

/** Finds the kept question whose answer may be given to another one. */
interface NearestEntry {
  /** What {@link #find} says where nothing is near enough. */
  int NONE = -1;

  /**
   * The index of the nearest vector, or {@link #NONE}.
   *
   * @param asked of length 1
   * @param least cosine that is near enough
   */
  int find(float[] asked, float least);
}
