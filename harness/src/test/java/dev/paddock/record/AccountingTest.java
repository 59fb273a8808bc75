package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AccountingTest {
  private static Request request(int id, Phase phase, Outcome outcome) {
    return new Request(
        id,
        phase,
        100,
        130,
        OptionalLong.empty(),
        Stamps.none(),
        Stamps.none(),
        OptionalInt.empty(),
        StampClock.USER,
        OptionalLong.empty(),
        OptionalLong.empty(),
        outcome,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private static List<Request> five() {
    return new ArrayList<>(
        List.of(
            request(1, Phase.WARMUP, Outcome.ERROR),
            request(2, Phase.MEASURED, Outcome.OK),
            request(3, Phase.MEASURED, Outcome.OK),
            request(4, Phase.MEASURED, Outcome.ERROR),
            request(5, Phase.MEASURED, Outcome.TIMEOUT),
            request(6, Phase.MEASURED, Outcome.UNFINISHED)));
  }

  @Test
  void every_planned_request_went_somewhere_and_warm_up_is_not_planned() {
    Accounting account = Accounting.of(7, five());
    assertThat(account).isEqualTo(new Accounting(7, 2, 1, 1, 1, 2, 0));
    assertThat(account.holds()).isTrue();
  }

  @Test
  void a_request_that_is_recorded_twice_is_told_from_two_requests() {
    List<Request> requests = five();
    requests.add(request(3, Phase.MEASURED, Outcome.OK));
    Accounting account = Accounting.of(7, requests);
    assertThat(account.repeated()).isEqualTo(1);
    assertThat(account.neverSent()).isEqualTo(2);
    assertThat(account.holds()).isFalse();
  }

  @Test
  void more_requests_than_planned_do_not_add_up() {
    Accounting account = Accounting.of(4, five());
    assertThat(account.neverSent()).isEqualTo(-1);
    assertThat(account.holds()).isFalse();
  }

  @Test
  void a_request_that_is_lost_from_the_counts_does_not_add_up() {
    assertThat(new Accounting(7, 2, 1, 1, 1, 1, 0).holds()).isFalse();
  }
}
