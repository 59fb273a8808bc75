package dev.paddock.load;

import dev.paddock.record.Request;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An open loop: requests leave at the times of a schedule and wait for no answer.
 *
 * <p>Each connection has a thread. One of those that are idle leads: it takes the next number,
 * waits until it is due, hands the lead on and sends it itself, so that no request waits for
 * another thread to wake. Some connections are always open and idle, so that connecting does not
 * make a request late; where the limit of requests under way is reached, one that is due waits for
 * the first connection that becomes idle, in the order of the schedule, and is sent late.
 */
public final class OpenLoop implements Loop {
  /** Idle connections that are kept ready: so many requests may be due at once. */
  private static final int SPARE = 8;

  /** More connections than this are of no use to anybody; what is due then waits as at a limit. */
  private static final int MOST = 10_000;

  /** From the first connections to the schedule's zero. */
  private static final long BEFORE_THE_FIRST = TimeUnit.MILLISECONDS.toNanos(1);

  private final Schedule schedule;
  private final int most;
  private final LongSupplier clock;
  private final Pause pause;
  private final Senders senders = new Senders();

  /**
   * A loop that has not begun.
   *
   * @param maxConcurrency requests under way at most, at least 1; empty: no limit
   * @param clock nanoseconds of the monotonic clock
   */
  public OpenLoop(
      Schedule schedule, OptionalInt maxConcurrency, LongSupplier clock, Sleeper sleeper) {
    this.schedule = schedule;
    this.most = Math.min(MOST, maxConcurrency.orElse(MOST));
    this.clock = clock;
    this.pause = new Pause(clock, sleeper);
  }

  @Override
  public List<Request> run(
      int warmup, int measured, Supplier<Sender> connect, Consumer<Request> ended) {
    Ledger ledger = new Ledger(warmup, ended, Replacement.none());
    new Departures(ledger, warmup + measured, connect).begin();
    senders.await();
    return ledger.requests();
  }

  @Override
  public void stop() {
    senders.stop();
  }

  /** A number and when it is due. */
  private record Departure(int id, long due) {}

  /** The numbers of a trial's requests, which the leading connection takes in turn. */
  private final class Departures {
    private final Ledger ledger;
    private final int all;
    private final Supplier<Sender> connect;
    private final PrimitiveIterator.OfLong times = schedule.departures();
    private final ReentrantLock lead = new ReentrantLock();

    /** Connections that send nothing, those that are still being opened among them. */
    private final AtomicInteger idle = new AtomicInteger();

    private OptionalLong start = OptionalLong.empty();
    private int next;

    Departures(Ledger ledger, int all, Supplier<Sender> connect) {
      this.ledger = ledger;
      this.all = all;
      this.connect = connect;
    }

    /** Opens the first connections and, when they stand, starts the schedule. */
    void begin() {
      int first = Math.min(Math.min(most, all), 1 + SPARE);
      CountDownLatch ready = new CountDownLatch(first);
      lead.lock();
      try {
        for (int i = 0; i < first; i++) {
          open(ready);
        }
        ready.await();
        start = OptionalLong.of(clock.getAsLong() + BEFORE_THE_FIRST);
      } catch (InterruptedException e) {
        stop();
        Thread.currentThread().interrupt();
      } finally {
        lead.unlock();
      }
    }

    private void open(CountDownLatch ready) {
      idle.incrementAndGet();
      senders.start(
          connect,
          sender -> {
            Senders.connect(sender, ready);
            sendAll(sender);
          });
    }

    private void sendAll(Sender sender) {
      try {
        Departure departure = take();
        while (departure.id() < all) {
          pause.spinUntil(departure.due());
          var _ = ledger.ended(departure.id(), departure.due(), sender.send(departure.id()));
          idle.incrementAndGet();
          sender.connect();
          departure = take();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** The next departure, shortly before it is due; a number past all where there is none. */
    private Departure take() throws InterruptedException {
      lead.lockInterruptibly();
      try {
        idle.decrementAndGet();
        if (over() || next >= all || !times.hasNext()) {
          return new Departure(all, 0);
        }
        int id = next++;
        long due = start.orElseThrow() + times.nextLong();
        keepSpares();
        return new Departure(pause.sleepUntil(due, this::over) ? id : all, due);
      } finally {
        lead.unlock();
      }
    }

    private boolean over() {
      return start.isEmpty() || senders.stopped() || ledger.hopeless(senders.size());
    }

    private void keepSpares() {
      while (idle.get() < Math.min(SPARE, all - next) && senders.size() < most) {
        open(new CountDownLatch(1));
      }
    }
  }
}
