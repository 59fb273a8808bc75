package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.Ask;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.client.Call;
import dev.paddock.client.Protocol;
import dev.paddock.client.Reply;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import dev.paddock.load.Sender;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The client that measures.
 *
 * @param clients a connection each
 * @param executor whose threads wait for answers
 */
record OwnWaiting(Supplier<StreamClient> clients, Executor executor) implements Waiting {
  private static final Timeouts LIMITS = Timeouts.of(Duration.ofSeconds(60));

  /** One thread waits by epoll, and the kernel stamps. */
  static Waiting epoll(URI url) {
    return new OwnWaiting(() -> StreamClient.to(url, LIMITS), Runnable::run);
  }

  /** A thread a stream in a blocking read, which stamps after it. */
  static Waiting threads(URI url) {
    return new OwnWaiting(() -> StreamClient.stampingItself(url, LIMITS), Runnable::run);
  }

  /** The same on virtual threads. */
  static Waiting virtualThreads(URI url) {
    return new OwnWaiting(
        () -> StreamClient.stampingItself(url, LIMITS), Thread::startVirtualThread);
  }

  @Override
  public Sender stream(StreamLoad load, long firstSeed) {
    return new Stream(clients.get(), executor, load.tokens(), firstSeed);
  }

  @Override
  public void close() {
    // Streams share nothing that must be ended.
  }

  private record Stream(StreamClient client, Executor executor, int tokens, long firstSeed)
      implements Sender {
    @Override
    public void connect() {
      client.connectAhead();
    }

    @Override
    public Reply send(int id) {
      Call call = new Call(Protocol.OLLAMA_GENERATE, Ask.body(firstSeed + id, tokens));
      return CompletableFuture.supplyAsync(() -> client.reply(call), executor).join();
    }

    @Override
    public void cancel() {
      client.cancel();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
