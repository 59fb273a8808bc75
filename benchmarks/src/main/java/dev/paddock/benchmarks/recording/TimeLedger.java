package dev.paddock.benchmarks.recording;

/** What the times of several threads are recorded in. */
interface TimeLedger extends AutoCloseable {
  /** What one thread records with; a thread keeps its own. */
  Pen pen();

  /** What was recorded by all threads, once they rest. */
  Totals totals();

  @Override
  default void close() {}

  /** The hand of one thread. */
  @FunctionalInterface
  interface Pen {
    /** Records that something took so long. */
    void record(long nanos);
  }

  /**
   * What a ledger says of all that it holds.
   *
   * @param mean nanoseconds, 0 of nothing
   */
  record Totals(long count, double mean) {
    static Totals of(long count, double sum) {
      return new Totals(count, count == 0 ? 0 : sum / count);
    }
  }
}
