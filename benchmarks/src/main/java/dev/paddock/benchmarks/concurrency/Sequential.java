package dev.paddock.benchmarks.concurrency;

import java.io.IOException;

/** One request after the other, as in a loop. */
record Sequential(JdkCalls calls) implements Calling {
  @Override
  public void all(Round round) throws IOException, InterruptedException {
    for (int request = 0; request < round.size(); request++) {
      round.await(request);
      calls.send(request, round.answer(request));
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
