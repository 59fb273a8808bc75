package dev.paddock.load;

import dev.paddock.client.Reply;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.record.Request;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A closed loop: each of n clients sends a request, waits for its answer, thinks, and takes the
 * next number, until all numbers are taken. Of a conversation a client takes all turns.
 *
 * <p>An answer that ended before its planned length is followed by a request more, see {@link
 * Replacement}.
 *
 * <p>A request is intended for the moment when its client became free, its think time over. A
 * client that the server refuses waits before it sends again, and a trial in which nobody is served
 * any more ends, see {@link Refusals}.
 */
public final class ClosedLoop implements Loop {
  private final LoadSpec.Closed load;
  private final LongSupplier clock;
  private final Pause pause;
  private final Replacement replacement;
  private final int turns;
  private final Senders senders = new Senders();
  private final Refusals refusals = new Refusals();

  /**
   * A loop that has not begun and takes answers as they come.
   *
   * @param clock nanoseconds of the monotonic clock
   */
  public ClosedLoop(LoadSpec.Closed load, LongSupplier clock, Sleeper sleeper) {
    this(load, clock, sleeper, Replacement.none(), 1);
  }

  /**
   * A loop that has not begun and sends another request for an answer that ended too early.
   *
   * @param turns so many numbers in a row are one conversation, which one client has from its first
   *     turn to its last
   */
  public ClosedLoop(
      LoadSpec.Closed load,
      LongSupplier clock,
      Sleeper sleeper,
      Replacement replacement,
      int turns) {
    this.replacement = replacement;
    this.turns = turns;
    this.load = load;
    this.clock = clock;
    this.pause = new Pause(clock, sleeper);
  }

  @Override
  public List<Request> run(
      int warmup, int measured, Supplier<Sender> connect, Consumer<Request> ended) {
    Ledger ledger = new Ledger(warmup, ended, replacement);
    Numbers numbers = new Numbers(load.clients(), (warmup + measured) / turns, replacement::taken);
    for (int client = 0; client < load.clients(); client++) {
      int first = client;
      senders.start(connect, sender -> oneClient(first, sender, numbers, ledger));
    }
    senders.await();
    return ledger.requests();
  }

  private void oneClient(int first, Sender sender, Numbers numbers, Ledger ledger) {
    try {
      long free = clock.getAsLong();
      OptionalInt id = firstTurn(numbers.first(first));
      int refused = 0;
      while (id.isPresent() && !over()) {
        refusals.sent();
        Reply reply = sender.send(id.getAsInt());
        refused = reply.refused() ? refused + 1 : 0;
        refusals.ended(reply.refused());
        int sent = id.getAsInt();
        Future<Request> decoded = ledger.ended(sent, free, reply);
        id = after(sent, numbers, ledger);
        if (id.isEmpty()) {
          Ledger.decoded(decoded); // it may be too short, and then there is one number more
          id = after(sent, numbers, ledger);
        }
        if (id.isPresent()) {
          pause(refused, clock.getAsLong() - free);
        }
        free = clock.getAsLong();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause(int refused, long took) throws InterruptedException {
    long think = load.think().toNanos();
    if (refused == 0) {
      pause.sleep(think, this::over);
      return;
    }
    long known = refusals.answers();
    pause.sleep(Math.max(think, Refusals.apart(refused) - took), this::over);
    pause.sleep(Refusals.LONGEST, () -> over() || refusals.room(known));
  }

  private boolean over() {
    return senders.stopped() || refusals.givenUp();
  }

  /** The next turn of the conversation, or the first of another one. */
  private OptionalInt after(int sent, Numbers numbers, Ledger ledger) {
    if (ledger.hopeless(load.clients())) {
      return OptionalInt.empty();
    }
    return (sent + 1) % turns == 0 ? firstTurn(numbers.next()) : OptionalInt.of(sent + 1);
  }

  private OptionalInt firstTurn(OptionalInt conversation) {
    return conversation.isPresent()
        ? OptionalInt.of(conversation.getAsInt() * turns)
        : OptionalInt.empty();
  }

  /** The numbers of a trial's conversations, taken by all clients together, each once. */
  static final class Numbers {
    private final int all;
    private final IntSupplier added;
    private final AtomicInteger next;

    /**
     * None is taken but the first of each client.
     *
     * @param all planned, warm-up included
     * @param added how many more there are by now, which never falls
     */
    Numbers(int clients, int all, IntSupplier added) {
      this.all = all;
      this.added = added;
      this.next = new AtomicInteger(Math.min(clients, all));
    }

    /** A client's first number is its own, so that warm-up reaches every connection. */
    OptionalInt first(int client) {
      return client < all ? OptionalInt.of(client) : OptionalInt.empty();
    }

    OptionalInt next() {
      int known = all + added.getAsInt();
      // Another client may know of more by now: what it took is never given back.
      int id = next.getAndUpdate(number -> number < known ? number + 1 : number);
      return id < known ? OptionalInt.of(id) : OptionalInt.empty();
    }
  }

  @Override
  public void stop() {
    senders.stop();
  }
}
