package dev.paddock.benchmarks.http;

import java.io.IOException;

/**
 * A client of one library, ready to ask one server for as many answers at once as it was made for.
 */
interface Stack extends AutoCloseable {
  /**
   * Sends the request once for each answer, all at once; all are whole when it returns.
   *
   * @throws IOException where one is not
   */
  void exchange(Answer[] answers) throws IOException, InterruptedException;

  /** Closes its connections and ends its threads. */
  @Override
  void close();
}
