package dev.paddock.benchmarks.concurrency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A thread for each request, which waits for the answer. */
record Threads(JdkCalls calls, ExecutorService threads) implements Calling {
  @Override
  public void all(Round round) throws IOException, InterruptedException {
    List<Future<Boolean>> ends = new ArrayList<>();
    for (int i = 0; i < round.size(); i++) {
      int request = i;
      round.await(request);
      ends.add(
          threads.submit(
              () -> {
                calls.send(request, round.answer(request));
                return true;
              }));
    }
    for (Future<Boolean> end : ends) {
      try {
        end.get();
      } catch (ExecutionException e) {
        throw new IOException("an answer is not whole: " + e.getCause(), e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    calls.close();
  }
}
