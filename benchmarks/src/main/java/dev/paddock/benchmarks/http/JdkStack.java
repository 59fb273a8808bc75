package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The JDK's own client, which blocks.
 *
 * @param <T> what it hands over of a body
 */
final class JdkStack<T> implements Callers.Blocking {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;
  private final BodyHandler<T> bodies;
  private final Reader<T> reader;

  /** How a body is read to its end. */
  private interface Reader<T> {
    void read(T body, byte[] buffer, ReceivedAnswer answer) throws IOException;
  }

  private JdkStack(ReplayTarget target, BodyHandler<T> bodies, Reader<T> reader) {
    this.bodies = bodies;
    this.reader = reader;
    request =
        HttpRequest.newBuilder(target.url())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(target.body()))
            .build();
  }

  /** One that hands over bytes. */
  static JdkStack<InputStream> bytes(ReplayTarget target) {
    return new JdkStack<>(
        target,
        BodyHandlers.ofInputStream(),
        (in, buffer, answer) -> {
          try (in) {
            Callers.drain(in, buffer, answer);
          }
        });
  }

  /** One that hands over lines, which it decodes. */
  static JdkStack<Stream<String>> lines(ReplayTarget target) {
    return new JdkStack<>(
        target,
        BodyHandlers.ofLines(),
        (lines, buffer, answer) -> {
          try (lines) {
            lines.forEach(answer::take);
          }
        });
  }

  @Override
  public void exchange(int caller, byte[] buffer, ReceivedAnswer answer)
      throws IOException, InterruptedException {
    answer.begin();
    reader.read(client.send(request, bodies).body(), buffer, answer);
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
