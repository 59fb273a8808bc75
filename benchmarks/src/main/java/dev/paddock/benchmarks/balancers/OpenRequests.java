package dev.paddock.benchmarks.balancers;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How many requests each server has that are not answered yet. */
interface OpenRequests {
  long of(int server);

  void begins(int server);

  void ends(int server);

  /** Counted by one {@link AtomicInteger} a server. */
  static OpenRequests atomic(int servers) {
    AtomicInteger[] counts =
        IntStream.range(0, servers)
            .mapToObj(i -> new AtomicInteger())
            .toArray(AtomicInteger[]::new);
    return new OpenRequests() {
      @Override
      public long of(int server) {
        return counts[server].get();
      }

      @Override
      public void begins(int server) {
        counts[server].incrementAndGet();
      }

      @Override
      public void ends(int server) {
        counts[server].decrementAndGet();
      }
    };
  }

  /** Counted by one {@link LongAdder} a server, which adds fast and reads slowly. */
  static OpenRequests adders(int servers) {
    LongAdder[] counts =
        IntStream.range(0, servers).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
    return new OpenRequests() {
      @Override
      public long of(int server) {
        return counts[server].sum();
      }

      @Override
      public void begins(int server) {
        counts[server].increment();
      }

      @Override
      public void ends(int server) {
        counts[server].decrement();
      }
    };
  }
}
