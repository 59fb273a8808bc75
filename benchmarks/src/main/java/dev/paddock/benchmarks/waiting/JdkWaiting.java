package dev.paddock.benchmarks.waiting;

import dev.paddock.benchmarks.wire.BodyBuffers;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.load.Sender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.List;

/** The JDK's client, with a subscriber that is handed the buffers of a body. */
final class JdkWaiting implements Waiting {
  private final URI generate;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  JdkWaiting(URI url) {
    generate = url.resolve("/api/generate");
  }

  @Override
  public Sender stream(StreamLoad load, long firstSeed) {
    return new Rival(load, firstSeed, this::exchange);
  }

  private void exchange(byte[] body, ChunkStamps stamps) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(generate)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    client.send(request, head -> new BodyBuffers(buffers -> take(buffers, stamps)));
  }

  private static void take(List<ByteBuffer> buffers, ChunkStamps stamps) {
    long now = System.nanoTime();
    buffers.forEach(buffer -> stamps.take(buffer, now));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
