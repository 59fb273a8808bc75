package dev.paddock.benchmarks.clients;

import java.net.http.HttpClient;
import java.time.Duration;

/** The JDK's client, which two of the libraries take from outside. */
final class HttpClients {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private HttpClients() {}

  /** Closes its connections and ends its threads. */
  static void close(HttpClient client) {
    client.shutdownNow();
    try {
      client.awaitTermination(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
