package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** Apache HttpComponents' asynchronous client with one reactor thread. */
final class HttpComponentsAsyncStack implements Callbacks.Async {
  private final URI url;
  private final byte[] body;
  private final CloseableHttpAsyncClient client;

  HttpComponentsAsyncStack(ReplayTarget target, int streams) {
    url = target.url();
    body = target.body();
    client =
        HttpAsyncClients.custom()
            .setIOReactorConfig(
                IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build())
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(streams)
                    .setMaxConnTotal(streams)
                    .build())
            .build();
    client.start();
  }

  @Override
  public void exchange(int caller, ReceivedAnswer answer, CompletableFuture<Boolean> end) {
    var _ =
        client.execute(
            AsyncRequestBuilder.post(url).setEntity(body, ContentType.APPLICATION_JSON).build(),
            new Body(answer),
            new End(end));
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }

  private record End(CompletableFuture<Boolean> end) implements FutureCallback<Boolean> {
    @Override
    public void completed(Boolean result) {
      end.complete(result);
    }

    @Override
    public void failed(Exception failure) {
      end.completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
      end.completeExceptionally(new CancellationException("the client cancelled it"));
    }
  }

  private static final class Body extends AbstractBinResponseConsumer<Boolean> {
    private final ReceivedAnswer answer;

    Body(ReceivedAnswer answer) {
      this.answer = answer;
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
      answer.take(bytes);
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
