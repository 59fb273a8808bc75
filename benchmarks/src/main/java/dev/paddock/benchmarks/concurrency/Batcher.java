package dev.paddock.benchmarks.concurrency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Requests that wait to be sent together: until there are enough of them, or the oldest has waited
 * long enough. It knows no clock: times come in, in nanoseconds.
 *
 * @param <T> a request
 */
final class Batcher<T> {
  private final int size;
  private final long wait;
  private final Comparator<? super T> priority;
  private final List<Waiting<T>> waiting = new ArrayList<>();
  private long arrived;

  /** A request that waits; {@code number} in the order of arrival. */
  private record Waiting<T>(T request, long since, long number) {}

  /**
   * A batcher in which nothing waits.
   *
   * @param size of a batch, at most
   * @param wait of a request, at most; then whatever waits is sent
   * @param priority the least first; what is equal keeps the order in which it arrived
   */
  Batcher(int size, long wait, Comparator<? super T> priority) {
    if (size < 1 || wait < 0) {
      throw new IllegalArgumentException(
          "a batch has at least one request and waits at least 0 ns, not %d and %d"
              .formatted(size, wait));
    }
    this.size = size;
    this.wait = wait;
    this.priority = priority;
  }

  /** Takes a request that arrives now. */
  void add(T request, long now) {
    waiting.add(new Waiting<>(request, now, arrived++));
  }

  /**
   * The batch that is to be sent now; empty for none. What has waited its time goes first, whatever
   * its priority, so that nothing is overtaken for ever.
   */
  List<T> due(long now) {
    boolean waited = deadline().isPresent() && now - deadline().getAsLong() >= 0;
    if (waiting.size() < size && !waited) {
      return List.of();
    }
    List<Waiting<T>> batch =
        waiting.stream()
            .sorted(
                Comparator.comparing((Waiting<T> one) -> now - one.since < wait)
                    .thenComparing(Waiting::request, priority)
                    .thenComparingLong(Waiting::number))
            .limit(size)
            .toList();
    waiting.removeAll(batch);
    return batch.stream().map(Waiting::request).toList();
  }

  /** When the oldest will have waited its time; empty where nothing waits. */
  OptionalLong deadline() {
    return waiting.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(waiting.getFirst().since + wait);
  }
}
