package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import java.io.IOException;
import java.util.function.Supplier;

/** A client that is made for each request and closed after it, as one often sees it. */
record FreshClient(Supplier<Callers.Blocking> clients) implements Callers.Blocking {
  @Override
  public void exchange(int caller, byte[] buffer, ReceivedAnswer answer)
      throws IOException, InterruptedException {
    try (Callers.Blocking client = clients.get()) {
      client.exchange(caller, buffer, answer);
    }
  }

  @Override
  public void close() {
    // Each was closed after its request.
  }
}
