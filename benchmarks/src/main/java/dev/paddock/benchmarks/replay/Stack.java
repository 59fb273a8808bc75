package dev.paddock.benchmarks.replay;

import dev.paddock.benchmarks.suite.DisagreementException;
import java.io.IOException;

/**
 * A client of one library, ready to ask one server for as many answers at once as it was made for.
 */
public interface Stack extends AutoCloseable {
  /**
   * Sends the request once for each answer, all at once; all are whole when it returns.
   *
   * @throws IOException where one is not
   */
  void exchange(ReceivedAnswer[] answers) throws IOException, InterruptedException;

  /**
   * Compares what it brings, twice over the same connections, with what is sent.
   *
   * @param who it is, in words
   * @param streams how many answers at once
   * @throws DisagreementException where they differ
   */
  default void verify(String who, int streams, RecordedResponse sent) throws InterruptedException {
    ReceivedAnswer[] kept = ReceivedAnswer.several(streams, ReceivedAnswer::keeping);
    for (int time = 0; time < 2; time++) {
      try {
        exchange(kept);
      } catch (IOException e) {
        throw DisagreementException.unreadable(who, "the recorded answer", e);
      }
      for (ReceivedAnswer answer : kept) {
        answer.verify(who, sent);
      }
    }
  }

  /** Closes its connections and ends its threads. */
  @Override
  void close();
}
