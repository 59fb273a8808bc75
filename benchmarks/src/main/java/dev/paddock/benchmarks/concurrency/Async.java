package dev.paddock.benchmarks.concurrency;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Each request is sent as it arrives, and nobody waits for it alone. */
record Async(JdkCalls calls) implements Calling {
  @Override
  public void all(Round round) throws IOException, InterruptedException {
    List<CompletableFuture<HttpResponse<Boolean>>> answers = new ArrayList<>();
    for (int request = 0; request < round.size(); request++) {
      round.await(request);
      answers.add(calls.start(request, round.answer(request)));
    }
    JdkCalls.await(answers);
  }

  @Override
  public void close() {
    calls.close();
  }
}
