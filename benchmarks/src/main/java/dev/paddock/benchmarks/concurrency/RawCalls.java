package dev.paddock.benchmarks.concurrency;

import dev.paddock.benchmarks.replay.RawDrain;
import java.io.IOException;

/** The floor: a socket for each request, all of them read by one thread. */
record RawCalls(RawDrain drain) implements Calling {
  @Override
  public void all(Round round) throws IOException, InterruptedException {
    round.await(round.size() - 1);
    drain.exchange(round.answers());
  }

  @Override
  public void close() {
    drain.close();
  }
}
