package dev.paddock.benchmarks.concurrency;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests are held until a batch is full or due, and those of a batch are sent at once. A batch
 * does not wait for the answers to the one before it: better than that batching cannot be.
 */
record Batched(JdkCalls calls, Supplier<Batcher<Integer>> batchers) implements Calling {
  @Override
  public void all(Round round) throws IOException, InterruptedException {
    List<CompletableFuture<HttpResponse<Boolean>>> answers = new ArrayList<>();
    run(
        round,
        batchers.get(),
        batch ->
            batch.forEach(request -> answers.add(calls.start(request, round.answer(request)))));
    JdkCalls.await(answers);
  }

  /** Lets the requests of a round into a batcher as they arrive, and sends what it says. */
  static void run(Round round, Batcher<Integer> batcher, Consumer<List<Integer>> send)
      throws InterruptedException {
    Time time = round.time();
    int next = 0;
    while (true) {
      long now = time.now();
      while (next < round.size() && now - round.arrival(next) >= 0) {
        batcher.add(next, round.arrival(next));
        next++;
      }
      for (List<Integer> batch = batcher.due(now); !batch.isEmpty(); batch = batcher.due(now)) {
        send.accept(batch);
      }
      OptionalLong deadline = batcher.deadline();
      if (next < round.size()) {
        long arrival = round.arrival(next);
        time.until(
            deadline.isPresent() && deadline.getAsLong() - arrival < 0
                ? deadline.getAsLong()
                : arrival);
      } else if (deadline.isPresent()) {
        time.until(deadline.getAsLong());
      } else {
        return;
      }
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
