package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.StreamLoad;
import dev.paddock.load.Sender;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** Apache HttpComponents' asynchronous client with one reactor thread. */
final class HttpComponentsAsyncWaiting implements Waiting {
  private final URI generate;
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
          .setIOReactorConfig(
              IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build())
          .setConnectionManager(
              PoolingAsyncClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(HttpComponentsWaiting.MOST_STREAMS)
                  .setMaxConnTotal(HttpComponentsWaiting.MOST_STREAMS)
                  .build())
          .build();

  HttpComponentsAsyncWaiting(URI url) {
    generate = url.resolve("/api/generate");
    client.start();
  }

  @Override
  public Sender stream(StreamLoad load, long firstSeed) {
    return new Rival(load, firstSeed, this::exchange);
  }

  private void exchange(byte[] body, ChunkStamps stamps)
      throws InterruptedException, ExecutionException {
    client
        .execute(
            AsyncRequestBuilder.post(generate)
                .setEntity(body, ContentType.APPLICATION_JSON)
                .build(),
            new Body(stamps),
            null)
        .get();
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private static final class Body extends AbstractBinResponseConsumer<Boolean> {
    private final ChunkStamps stamps;

    Body(ChunkStamps stamps) {
      this.stamps = stamps;
    }

    @Override
    protected void start(HttpResponse response, ContentType contentType) {
      // Only bytes count.
    }

    @Override
    protected int capacityIncrement() {
      return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer bytes, boolean endOfStream) {
      stamps.take(bytes, System.nanoTime());
    }

    @Override
    protected Boolean buildResult() {
      return true;
    }

    @Override
    public void releaseResources() {
      // There are none.
    }
  }
}
