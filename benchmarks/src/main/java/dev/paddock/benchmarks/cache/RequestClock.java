package dev.paddock.benchmarks.cache;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still between requests: each comes a second after the one before it.
 *
 * <p>So entries expire after the same request in every run, and no cache pays for asking the
 * system's clock, which takes as long as some of them.
 */
final class RequestClock {
  private static final long BETWEEN_REQUESTS = 1_000_000_000;

  /** Not zero: cache2k keeps the first 100 ticks for words of its own. */
  private long nanos = 1_000 * BETWEEN_REQUESTS;

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
  private long nextTask = Long.MAX_VALUE;

  private record Task(long at, Runnable work) {}

  long nanos() {
    return nanos;
  }

  /** The next request comes; what was to be done until then is done first, on this thread. */
  void tick() {
    nanos += BETWEEN_REQUESTS;
    while (nextTask <= nanos) {
      tasks.remove().work().run();
      nextTask = tasks.isEmpty() ? Long.MAX_VALUE : tasks.element().at();
    }
  }

  /** Has the work done by the first {@link #tick} that is so many nanoseconds from now, or more. */
  void after(long delay, Runnable work) {
    tasks.add(new Task(nanos + delay, work));
    nextTask = tasks.element().at();
  }
}
