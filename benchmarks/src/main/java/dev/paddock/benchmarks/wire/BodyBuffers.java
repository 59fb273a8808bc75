package dev.paddock.benchmarks.wire;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A body of the JDK's client that hands over its buffers as they come, as many as there are, and
 * keeps none.
 */
public final class BodyBuffers implements HttpResponse.BodySubscriber<Boolean> {
  private final Consumer<List<ByteBuffer>> taker;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  /** One whose buffers go to {@code taker}, on a thread of the client. */
  public BodyBuffers(Consumer<List<ByteBuffer>> taker) {
    this.taker = taker;
  }

  @Override
  public CompletionStage<Boolean> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    taker.accept(buffers);
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(true);
  }
}
