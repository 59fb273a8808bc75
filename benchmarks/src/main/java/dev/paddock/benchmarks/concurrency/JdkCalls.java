package dev.paddock.benchmarks.concurrency;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.wire.BodyBuffers;
import dev.paddock.calibrate.Ask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** The JDK's client and the requests of a round: the same for all ways of calling. */
final class JdkCalls implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<HttpRequest> requests;

  JdkCalls(URI server, int count, int tokens) {
    requests =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    HttpRequest.newBuilder(server.resolve("/api/generate"))
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Ask.body(number, tokens)))
                        .build())
            .toList();
  }

  /** Sends a request and waits for its answer. */
  void send(int request, ReceivedAnswer answer) throws IOException, InterruptedException {
    answer.begin();
    client.send(
        requests.get(request), _ -> new BodyBuffers(buffers -> buffers.forEach(answer::take)));
  }

  /** Sends a request; its answer is whole when what is returned completes. */
  CompletableFuture<HttpResponse<Boolean>> start(int request, ReceivedAnswer answer) {
    answer.begin();
    return client.sendAsync(
        requests.get(request), _ -> new BodyBuffers(buffers -> buffers.forEach(answer::take)));
  }

  /** Waits for the answers to requests that have been started. */
  static void await(List<CompletableFuture<HttpResponse<Boolean>>> answers) throws IOException {
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IOException("an answer is not whole: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    try {
      client.awaitTermination(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
