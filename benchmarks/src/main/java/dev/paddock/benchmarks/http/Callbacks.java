package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A client that calls back on threads of its own; the thread that wants the answers awaits them.
 */
final class Callbacks implements Stack {
  private final Async client;

  /** A client whose every call returns at once. */
  interface Async extends AutoCloseable {
    /**
     * Asks for one answer.
     *
     * @param caller from 0; one answer of each is under way at most
     * @param end completed when the answer is whole, or cannot become so
     */
    void exchange(int caller, ReceivedAnswer answer, CompletableFuture<Boolean> end);

    /** Closes its connections and ends its threads. */
    @Override
    void close();
  }

  Callbacks(Async client) {
    this.client = client;
  }

  @Override
  public void exchange(ReceivedAnswer[] answers) throws IOException, InterruptedException {
    List<CompletableFuture<Boolean>> ends = new ArrayList<>(answers.length);
    for (int i = 0; i < answers.length; i++) {
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      answers[i].begin();
      client.exchange(i, answers[i], end);
      ends.add(end);
    }
    for (CompletableFuture<Boolean> end : ends) {
      Callers.await(end);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
