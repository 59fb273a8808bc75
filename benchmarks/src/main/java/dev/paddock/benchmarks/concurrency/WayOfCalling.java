package dev.paddock.benchmarks.concurrency;

import dev.paddock.benchmarks.replay.RawDrain;
import dev.paddock.calibrate.Ask;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executors;

/** The ways of calling that the suite {@code concurrency} compares, all over the JDK's client. */
public enum WayOfCalling {
  /** One request after the other. */
  SEQUENTIAL {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return new Sequential(new JdkCalls(server, requests, tokens));
    }
  },
  /** The same once more under another name: what differs from {@link #SEQUENTIAL} is noise. */
  SEQUENTIAL_AGAIN {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return SEQUENTIAL.open(server, requests, tokens);
    }
  },
  /** A pool with a platform thread for each request. */
  PLATFORM_THREADS {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return new Threads(
          new JdkCalls(server, requests, tokens), Executors.newFixedThreadPool(requests));
    }
  },
  /** A virtual thread for each request. */
  VIRTUAL_THREADS {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return new Threads(
          new JdkCalls(server, requests, tokens), Executors.newVirtualThreadPerTaskExecutor());
    }
  },
  /** Futures that nobody waits for alone. */
  ASYNC {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return new Async(new JdkCalls(server, requests, tokens));
    }
  },
  /** Batches of 4, after 50 ms at the latest. */
  BATCH_4_50MS {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return batched(new JdkCalls(server, requests, tokens), 4, Duration.ofMillis(50));
    }
  },
  /** Batches of 4, after 100 ms at the latest. */
  BATCH_4_100MS {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return batched(new JdkCalls(server, requests, tokens), 4, Duration.ofMillis(100));
    }
  },
  /** Batches of 5, after 0.5 s at the latest. */
  BATCH_5_500MS {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return batched(new JdkCalls(server, requests, tokens), 5, Duration.ofMillis(500));
    }
  },
  /** The same, the urgent ones first. */
  BATCH_5_500MS_URGENT {
    @Override
    Calling open(URI server, int requests, int tokens) {
      JdkCalls calls = new JdkCalls(server, requests, tokens);
      long wait = Duration.ofMillis(500).toNanos();
      return new Batched(calls, () -> new Batcher<>(5, wait, Round.urgentFirst()));
    }
  },
  /** Batches of 10, after 1 s at the latest. */
  BATCH_10_1S {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return batched(new JdkCalls(server, requests, tokens), 10, Duration.ofSeconds(1));
    }
  },
  /** Batches of 20, after 2 s at the latest. */
  BATCH_20_2S {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return batched(new JdkCalls(server, requests, tokens), 20, Duration.ofSeconds(2));
    }
  },
  /** Sockets alone: the floor. */
  RAW {
    @Override
    Calling open(URI server, int requests, int tokens) {
      return new RawCalls(
          new RawDrain(server.resolve("/api/generate"), Ask.body(0, tokens), requests, false));
    }
  };

  private static Calling batched(JdkCalls calls, int size, Duration wait) {
    Comparator<Integer> asTheyCome = (_, _) -> 0;
    return new Batched(calls, () -> new Batcher<>(size, wait.toNanos(), asTheyCome));
  }

  /**
   * A client that calls in this way.
   *
   * @param requests of each round
   * @param tokens of each answer
   */
  abstract Calling open(URI server, int requests, int tokens);
}
