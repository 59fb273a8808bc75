package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/** Apache HttpComponents' classic client, which blocks. */
final class HttpComponentsStack implements Callers.Blocking {
  private final URI url;
  private final byte[] body;
  private final CloseableHttpClient client;

  /**
   * A client with a pool.
   *
   * @param pool how many connections it makes at most; who asks when all are taken waits for one
   */
  HttpComponentsStack(ReplayTarget target, int pool) {
    url = target.url();
    body = target.body();
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(pool)
                    .setMaxConnTotal(pool)
                    .build())
            .disableContentCompression()
            .build();
  }

  @Override
  public void exchange(int caller, byte[] buffer, ReceivedAnswer answer) throws IOException {
    HttpPost post = new HttpPost(url);
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    answer.begin();
    client.execute(
        post,
        response -> {
          Callers.drain(response.getEntity().getContent(), buffer, answer);
          return response.getCode() == HttpStatus.SC_OK;
        });
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
