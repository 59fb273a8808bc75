package dev.paddock.benchmarks.concurrency;

import java.io.IOException;

/** A way to call a server. */
interface Calling extends AutoCloseable {
  /**
   * Sends the requests of a round, none before it has arrived; all are answered when it returns.
   *
   * @throws IOException where one is not
   */
  void all(Round round) throws IOException, InterruptedException;

  /** Closes its connections and ends its threads. */
  @Override
  void close();
}
