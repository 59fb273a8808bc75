package dev.paddock.load;

import dev.paddock.client.Exchange;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What came of the requests of one trial, and whether there is hope of more. */
final class Ledger {
  private final int warmup;
  private final Consumer<Request> seen;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger hopelessInARow = new AtomicInteger();

  /**
   * An empty one.
   *
   * @param warmup so many numbers, from 0, do not count
   * @param seen told of each request as it ends
   */
  Ledger(int warmup, Consumer<Request> seen) {
    this.warmup = warmup;
    this.seen = seen;
  }

  /** Writes down what came of request {@code id}. */
  void ended(int id, long intended, Exchange exchange) {
    Request request = request(id, id < warmup ? Phase.WARMUP : Phase.MEASURED, intended, exchange);
    requests.add(request);
    seen.accept(request);
    boolean hopeless = isHopeless(exchange);
    hopelessInARow.updateAndGet(count -> hopeless ? count + 1 : 0);
  }

  /** Whether as many requests in a row as there are connections found no server that answers. */
  boolean hopeless(int connections) {
    return hopelessInARow.get() >= Math.max(2, connections);
  }

  /** All that ended, by id. */
  List<Request> requests() {
    return requests.stream().sorted(Comparator.comparingInt(Request::id)).toList();
  }

  private static boolean isHopeless(Exchange exchange) {
    return exchange.outcome() == Outcome.TIMEOUT
        || (exchange.outcome() != Outcome.OK && exchange.status().isEmpty());
  }

  private static Request request(int id, Phase phase, long intended, Exchange exchange) {
    return new Request(
        id + 1,
        phase,
        intended,
        exchange.sent(),
        exchange.headers(),
        exchange.stamps(),
        exchange.seen(),
        OptionalInt.of(exchange.shared()),
        exchange.clock(),
        exchange.firstAnswer(),
        exchange.done(),
        exchange.outcome(),
        exchange.error(),
        exchange.promptTokens(),
        exchange.outputTokens(),
        exchange.server());
  }
}
