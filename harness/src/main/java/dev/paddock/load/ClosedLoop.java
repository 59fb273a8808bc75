package dev.paddock.load;

import dev.paddock.client.Exchange;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A closed loop: each of n clients sends a request, waits for its answer, thinks, and takes the
 * next number, until all numbers are taken.
 *
 * <p>The first numbers are warm-up. Clients do not wait for each other between warm-up and
 * measurement, so the measured part begins under full load. A request is intended for the moment
 * when its client became free, its think time over.
 */
public final class ClosedLoop {
  private final LoadSpec load;
  private final LongSupplier clock;
  private final Sleeper sleeper;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Sender> senders = new ArrayList<>();

  /** Waits for a time that a test can pass in none. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  /**
   * A loop that has not begun.
   *
   * @param clock nanoseconds of the monotonic clock
   */
  public ClosedLoop(LoadSpec load, LongSupplier clock, Sleeper sleeper) {
    this.load = load;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Sends {@code warmup + measured} requests and returns those that were sent, by id.
   *
   * <p>It ends early, with fewer, when {@link #stop} is called, and when as many requests in a row
   * as there are clients (two at least) timed out or found no server: one that hangs would
   * otherwise take the night.
   *
   * @param connect gives each client its own way to the server
   * @param seen told of each request as it ends, from the client's thread
   */
  public List<Request> run(
      int warmup, int measured, Supplier<Sender> connect, Consumer<Request> seen) {
    Numbers numbers = new Numbers(warmup, measured);
    Queue<Request> requests = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(load.clients());
    for (int client = 0; client < load.clients(); client++) {
      int first = client;
      Sender sender = open(connect);
      Thread.ofPlatform()
          .name("client-" + (client + 1))
          .daemon()
          .start(
              () -> {
                try (sender) {
                  oneClient(
                      first,
                      sender,
                      numbers,
                      request -> {
                        requests.add(request);
                        seen.accept(request);
                      });
                } finally {
                  done.countDown();
                }
              });
    }
    await(done);
    return requests.stream().sorted(Comparator.comparingInt(Request::id)).toList();
  }

  private void oneClient(int first, Sender sender, Numbers numbers, Consumer<Request> ended) {
    try {
      long free = clock.getAsLong();
      OptionalInt id = numbers.first(first);
      while (id.isPresent() && !stopped.get()) {
        Exchange exchange = sender.send(id.getAsInt());
        ended.accept(request(id.getAsInt(), numbers.phase(id.getAsInt()), free, exchange));
        numbers.ended(isHopeless(exchange));
        id = numbers.next();
        if (id.isPresent() && !load.think().isZero()) {
          sleeper.sleep(load.think().toNanos());
        }
        free = clock.getAsLong();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The numbers of a trial's requests, taken by all clients together. */
  private final class Numbers {
    private final int warmup;
    private final int all;
    private final AtomicInteger next = new AtomicInteger(load.clients());
    private final AtomicInteger hopelessInARow = new AtomicInteger();

    Numbers(int warmup, int measured) {
      this.warmup = warmup;
      this.all = warmup + measured;
    }

    /** A client's first number is its own, so that warm-up reaches every connection. */
    OptionalInt first(int client) {
      return client < all ? OptionalInt.of(client) : OptionalInt.empty();
    }

    OptionalInt next() {
      if (hopelessInARow.get() >= Math.max(2, load.clients())) {
        return OptionalInt.empty();
      }
      int id = next.getAndIncrement();
      return id < all ? OptionalInt.of(id) : OptionalInt.empty();
    }

    Phase phase(int id) {
      return id < warmup ? Phase.WARMUP : Phase.MEASURED;
    }

    void ended(boolean hopeless) {
      hopelessInARow.updateAndGet(count -> hopeless ? count + 1 : 0);
    }
  }

  private Sender open(Supplier<Sender> connect) {
    Sender sender = connect.get();
    synchronized (senders) {
      senders.add(sender);
    }
    return sender;
  }

  private static boolean isHopeless(Exchange exchange) {
    return exchange.outcome() == Outcome.TIMEOUT
        || (exchange.outcome() != Outcome.OK && exchange.status().isEmpty());
  }

  private void await(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the loop soon: requests in hand are cut off, no other is sent. From any thread. */
  public void stop() {
    stopped.set(true);
    synchronized (senders) {
      senders.forEach(Sender::cancel);
    }
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
