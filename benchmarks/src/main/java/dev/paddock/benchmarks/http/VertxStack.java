package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Vert.x with one event loop, which calls back. Its buffers are copied, as their interface has it.
 */
final class VertxStack implements Callbacks.Async {
  private static final int BUFFER = 64 * 1024;

  private final URI url;
  private final Buffer body;

  /** The event loop's. */
  private byte[] bytes = new byte[BUFFER];

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));
  private final HttpClientAgent client;

  VertxStack(ReplayTarget target, int streams) {
    url = target.url();
    body = Buffer.buffer(target.body());
    client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(streams));
  }

  @Override
  public void exchange(int caller, ReceivedAnswer answer, CompletableFuture<Boolean> end) {
    client
        .request(HttpMethod.POST, url.getPort(), url.getHost(), url.getPath())
        .compose(
            request -> {
              // Before it is sent: pieces that come when nobody takes them yet are dropped.
              request.response().onSuccess(response -> take(response, answer, end));
              return request.putHeader("Content-Type", "application/json").send(body);
            })
        .onFailure(end::completeExceptionally);
  }

  private void take(
      HttpClientResponse response, ReceivedAnswer answer, CompletableFuture<Boolean> end) {
    response
        .handler(piece -> take(piece, answer))
        .exceptionHandler(end::completeExceptionally)
        .endHandler(_ -> end.complete(true));
  }

  private void take(Buffer piece, ReceivedAnswer answer) {
    int length = piece.length();
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    piece.getBytes(0, length, bytes);
    answer.take(bytes, length);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
