package dev.paddock.load;

import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import dev.paddock.record.Outcome;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Answers that a test makes up. */
final class Scripted {
  private Scripted() {}

  /** A reply that is this exchange. */
  static Reply reply(Exchange exchange) {
    return new Reply() {
      @Override
      public boolean hopeless() {
        return exchange.outcome() == Outcome.TIMEOUT
            || (exchange.outcome() != Outcome.OK && exchange.status().isEmpty());
      }

      @Override
      public boolean refused() {
        return exchange.status().orElse(0) >= 400;
      }

      @Override
      public Exchange decode() {
        return exchange;
      }
    };
  }

  static Exchange exchange(long sent, Outcome outcome, OptionalInt status) {
    return new Exchange(
        sent,
        OptionalLong.of(1),
        Stamps.of(5, 6),
        Stamps.of(0, 0),
        0,
        StampClock.USER,
        OptionalLong.of(5),
        OptionalLong.of(7),
        outcome,
        Optional.empty(),
        status,
        OptionalInt.of(8),
        OptionalInt.empty(),
        OptionalInt.of(2),
        Optional.empty(),
        "ab",
        Optional.of("stop"),
        false,
        OptionalInt.empty());
  }
}
