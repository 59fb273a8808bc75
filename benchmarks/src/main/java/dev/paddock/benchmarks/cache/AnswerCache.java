package dev.paddock.benchmarks.cache;

/** Answers by key, at most so many and for at most so long as it was told. */
interface AnswerCache extends AutoCloseable {
  /**
   * The answer that is kept under the key; where none is, {@code made} is kept from now on.
   *
   * <p>It looks first and puts then, as one does whose answers take seconds to make.
   */
  CachedAnswer answer(String key, CachedAnswer made);

  /** How many answers it holds, after whatever it has put off is done. */
  long entries();

  @Override
  default void close() {}
}
