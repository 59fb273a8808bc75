package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * A client that blocks, and the threads that it blocks: a platform thread for each answer, kept for
 * as long as the client lives. One answer alone is awaited by the thread that wants it.
 */
final class Callers implements Stack {
  private static final int BUFFER = 16 * 1024;
  private static final long MOST_SECONDS = 60;

  private final Blocking client;
  private final byte[][] buffers;
  private final List<ExecutorService> threads;

  /** A client whose every call waits for a whole answer. */
  interface Blocking extends AutoCloseable {
    /**
     * Asks for one answer.
     *
     * @param caller from 0; always the same thread for the same one
     * @param buffer of that thread
     */
    void exchange(int caller, byte[] buffer, ReceivedAnswer answer)
        throws IOException, InterruptedException;

    /** Closes its connections and ends its threads. */
    @Override
    void close();
  }

  /** A client and so many that call it at once. */
  Callers(int callers, Blocking client) {
    this.client = client;
    this.buffers = new byte[callers][BUFFER];
    this.threads =
        callers == 1
            ? List.of()
            : IntStream.range(0, callers)
                .mapToObj(_ -> Executors.newSingleThreadExecutor(Thread.ofPlatform().factory()))
                .toList();
  }

  @Override
  public void exchange(ReceivedAnswer[] answers) throws IOException, InterruptedException {
    if (threads.isEmpty()) {
      client.exchange(0, buffers[0], answers[0]);
      return;
    }
    List<Future<?>> ends = new ArrayList<>(answers.length);
    for (int i = 0; i < answers.length; i++) {
      int caller = i;
      ends.add(
          threads
              .get(caller)
              .submit(
                  () -> {
                    client.exchange(caller, buffers[caller], answers[caller]);
                    return true;
                  }));
    }
    for (Future<?> end : ends) {
      await(end);
    }
  }

  /** Waits for the end of an answer, and says why where it is not a good one. */
  static void await(Future<?> end) throws IOException, InterruptedException {
    try {
      end.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("an answer is not whole: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("an answer was not whole within " + MOST_SECONDS + " s", e);
    }
  }

  /** Reads a body to its end. */
  static void drain(InputStream in, byte[] buffer, ReceivedAnswer answer) throws IOException {
    int length;
    while ((length = in.read(buffer)) >= 0) {
      answer.take(buffer, length);
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
    client.close();
  }
}
