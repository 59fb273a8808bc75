package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.StreamLoad;
import dev.paddock.load.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Apache HttpComponents' classic client: a thread a stream in a blocking read. */
final class HttpComponentsWaiting implements Waiting {
  static final int MOST_STREAMS = 4096;
  private static final int BUFFER = 16 * 1024;

  private final URI generate;
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(MOST_STREAMS)
                  .setMaxConnTotal(MOST_STREAMS)
                  .build())
          .disableContentCompression()
          .build();

  HttpComponentsWaiting(URI url) {
    generate = url.resolve("/api/generate");
  }

  @Override
  public Sender stream(StreamLoad load, long firstSeed) {
    byte[] buffer = new byte[BUFFER];
    return new Rival(load, firstSeed, (body, stamps) -> exchange(body, stamps, buffer));
  }

  private void exchange(byte[] body, ChunkStamps stamps, byte[] buffer) throws IOException {
    HttpPost post = new HttpPost(generate);
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    client.execute(
        post,
        response -> {
          InputStream in = response.getEntity().getContent();
          int length;
          while ((length = in.read(buffer)) >= 0) {
            stamps.take(buffer, length, System.nanoTime());
          }
          return true;
        });
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException("HttpComponents does not close", e);
    }
  }
}
