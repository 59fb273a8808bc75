package dev.paddock.load;

import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import dev.paddock.client.wire.Niceness;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What came of the requests of one trial, and whether there is hope of more. */
final class Ledger {
  private final int warmup;
  private final Consumer<Request> told;
  private final Replacement replacement;
  private final Queue<Future<Request>> decoding = new ConcurrentLinkedQueue<>();

  /** One for all: decoding must not hold up the sender, nor the thread that stamps. */
  private final ExecutorService decoder =
      Executors.newSingleThreadExecutor(
          work ->
              Thread.ofPlatform()
                  .name("paddock-decode")
                  .daemon()
                  .unstarted(
                      () -> {
                        Niceness.lowest();
                        work.run();
                      }));

  private final AtomicInteger hopelessInARow = new AtomicInteger();

  /**
   * An empty one.
   *
   * @param warmup so many numbers, from 0, do not count
   * @param ended told of each request once it is decoded, one at a time, from the thread that
   *     decodes: neither one that sends nor one that stamps
   * @param replacement of measured answers that ended too early
   */
  Ledger(int warmup, Consumer<Request> ended, Replacement replacement) {
    this.warmup = warmup;
    this.told = ended;
    this.replacement = replacement;
  }

  /**
   * Writes down what came of request {@code id}; it is decoded when there is time.
   *
   * @return done once it is decoded, and replaced if it has to be
   */
  Future<Request> ended(int id, long intended, Reply reply) {
    hopelessInARow.updateAndGet(count -> reply.hopeless() ? count + 1 : 0);
    Future<Request> decoded =
        decoder.submit(
            () -> {
              Request request = request(id, intended, reply.decode());
              told.accept(request);
              return request;
            });
    decoding.add(decoded);
    return decoded;
  }

  /** Whether as many requests in a row as there are connections found no server that answers. */
  boolean hopeless(int connections) {
    return hopelessInARow.get() >= Math.max(2, connections);
  }

  /** All that ended, by id, once all are decoded; nothing can be added after that. */
  List<Request> requests() {
    decoder.shutdown();
    List<Request> requests = new ArrayList<>();
    for (Future<Request> request : decoding) {
      requests.add(decoded(request));
    }
    requests.sort(Comparator.comparingInt(Request::id));
    return withoutStalls(requests);
  }

  /**
   * Whoever holds text back does it with most answers. Bursts among more answers that streamed are
   * stalls, of a server or of what is before it, after which all comes at once: their first tokens
   * are as late as they seem, and to leave them out would hide what was worst.
   */
  private static List<Request> withoutStalls(List<Request> requests) {
    long bursts = requests.stream().filter(Request::burst).count();
    long streamed =
        requests.stream()
            .filter(request -> request.outcome() == Outcome.OK && !request.inOnePiece())
            .count();
    return bursts > streamed
        ? List.copyOf(requests)
        : requests.stream().map(one -> one.burst() ? one.streamed() : one).toList();
  }

  /** What came of one, waiting for it. */
  static Request decoded(Future<Request> request) {
    boolean interrupted = false;
    while (true) {
      try {
        Request decoded = request.get();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return decoded;
      } catch (InterruptedException e) {
        // Nothing measured is ever lost, and decoding ends by itself.
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a response could not be decoded", e.getCause());
      }
    }
  }

  private Request request(int id, long intended, Exchange exchange) {
    boolean measured = id >= warmup;
    return new Request(
        id + 1,
        measured ? Phase.MEASURED : Phase.WARMUP,
        intended,
        exchange.sent(),
        exchange.headers(),
        exchange.stamps(),
        exchange.delays(),
        OptionalInt.of(exchange.shared()),
        exchange.clock(),
        exchange.firstAnswer(),
        exchange.done(),
        exchange.outcome(),
        exchange.error(),
        exchange.promptTokens(),
        exchange.cachedTokens(),
        exchange.outputTokens(),
        exchange.server(),
        exchange.doneReason(),
        exchange.inOnePiece(),
        measured
            && exchange.outcome() == Outcome.OK
            && replacement.takes(id, exchange.outputTokens()),
        OptionalInt.empty(),
        exchange.vectors(),
        Optional.empty());
  }
}
