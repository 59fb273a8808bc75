package dev.paddock.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.client.Exchange;
import dev.paddock.record.Outcome;
import dev.paddock.record.Request;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static Exchange exchange(boolean inOnePiece) {
    Exchange plain = Scripted.exchange(100, Outcome.OK, OptionalInt.of(200));
    return new Exchange(
        plain.sent(),
        plain.headers(),
        plain.stamps(),
        plain.delays(),
        plain.shared(),
        plain.clock(),
        plain.firstAnswer(),
        plain.done(),
        plain.outcome(),
        plain.error(),
        plain.status(),
        plain.promptTokens(),
        plain.cachedTokens(),
        plain.outputTokens(),
        plain.server(),
        plain.text(),
        plain.doneReason(),
        inOnePiece,
        plain.vectors());
  }

  /** So many bursts among ten answers. */
  private static List<Request> ten(int bursts) {
    Ledger ledger = new Ledger(0, _ -> {}, Replacement.none());
    IntStream.range(0, 10)
        .forEach(
            id -> {
              var _ = ledger.ended(id, 90, Scripted.reply(exchange(id < bursts)));
            });
    return ledger.requests();
  }

  @Test
  void bursts_among_answers_that_stream_are_stalls_and_keep_their_late_first_tokens() {
    assertThat(ten(5))
        .hasSize(10)
        .noneMatch(Request::inOnePiece)
        .allMatch(request -> request.timeToFirstToken().orElse(0) == 15);
  }

  @Test
  void bursts_of_most_answers_are_a_buffer_and_have_no_first_token() {
    List<Request> requests = ten(6);
    assertThat(requests).filteredOn(Request::inOnePiece).hasSize(6);
    assertThat(requests)
        .filteredOn(Request::burst)
        .allMatch(request -> request.timeToFirstToken().isEmpty() && request.gaps().length == 0);
  }
}
