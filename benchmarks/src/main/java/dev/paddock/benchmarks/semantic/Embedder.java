package dev.paddock.benchmarks.semantic;

/** Turns a text into the direction in which its meaning lies. */
interface Embedder extends AutoCloseable {
  /** A vector of length 1 in 384 dimensions. */
  float[] embed(String text);

  @Override
  default void close() {}
}
