package dev.paddock.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.record.Accounting;
import dev.paddock.record.Metric;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Recording;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each figure worked out by hand from two requests. */
class TrialFiguresTest {
  private static final long MS = 1_000_000;

  /** Intended at 0, sent at 10 ms, tokens at 30, 40 and 60 ms after, done at 70 ms after. */
  private static final Request FIRST =
      request(1, Phase.MEASURED, 0, 10 * MS, Outcome.OK, 6, 30 * MS, 40 * MS, 60 * MS);

  /** Sent when the first ended, at 80 ms, without lag. */
  private static final Request SECOND =
      request(2, Phase.MEASURED, 80 * MS, 80 * MS, Outcome.OK, 6, 50 * MS, 60 * MS, 60 * MS);

  @Test
  void a_users_time_is_counted_from_intended_and_the_servers_from_sent() {
    assertThat(figure("ttft.mean", FIRST)).isEqualTo(40);
    assertThat(figure("ttft.service.mean", FIRST)).isEqualTo(30);
    assertThat(figure("e2e.mean", FIRST)).isEqualTo(80);
    assertThat(figure("e2e.service.mean", FIRST)).isEqualTo(70);
    assertThat(figure("lag", FIRST)).isEqualTo(10);
  }

  @Test
  void gaps_are_not_smoothed_over_tokens_and_stalls_are_kept() {
    assertThat(figure("itl.mean", FIRST, SECOND)).isEqualTo((10 + 20 + 10 + 0) / 4.0);
    assertThat(figure("tpot.mean", FIRST)).as("(60 - 30) / (6 - 1)").isEqualTo(6);
  }

  @Test
  void the_rest_keeps_its_sign_and_the_slot_wait_is_kept() {
    assertThat(figure("slot_wait", FIRST)).as("75 - 1 - 20 - 40").isEqualTo(14);
    assertThat(figure("rest", FIRST)).as("70 - 75, signed").isEqualTo(-5);
  }

  @Test
  void the_window_counts_tokens_by_their_arrival() {
    // From 0 to 150 ms, the first end after the last was sent; 12 tokens, 2 requests.
    assertThat(figure("throughput.tokens", FIRST, SECOND)).isCloseTo(80, within(1e-9));
    assertThat(figure("throughput.requests", FIRST, SECOND)).isCloseTo(2 / 0.15, within(1e-9));
    Request third =
        request(3, Phase.MEASURED, 80 * MS, 80 * MS, Outcome.OK, 6, 65 * MS, 69 * MS, 100 * MS);
    // Of the third two chunks of three fall inside, which is 4 of its 6 tokens; it ends after.
    assertThat(figure("throughput.tokens", FIRST, SECOND, third))
        .isCloseTo(16 / 0.15, within(1e-9));
    assertThat(figure("throughput.requests", FIRST, SECOND, third))
        .isCloseTo(2 / 0.15, within(1e-9));
  }

  @Test
  void energy_is_shared_among_the_tokens_of_its_own_window() {
    Sample before = joules(0, 100);
    Sample after = joules(300 * MS, 160);
    // 12 tokens and 150 of 300 ms fall into the window.
    assertThat(
            TrialFigures.of(
                    new Recording(List.of(FIRST, SECOND), List.of(before, after), Optional.empty()))
                .figure(Metric.named("energy").orElseThrow())
                .orElseThrow()
                .value())
        .isCloseTo(30.0 / 12, within(1e-9));
    assertThat(
            TrialFigures.of(
                    new Recording(List.of(FIRST, SECOND), List.of(before), Optional.empty()))
                .figure(Metric.named("energy").orElseThrow()))
        .isEmpty();
  }

  private static Sample joules(long at, double joules) {
    return new Sample(
        at,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(
            new Sample.Machine(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(joules))),
        Optional.empty());
  }

  @Test
  void neither_warm_up_nor_a_failed_request_counts_in_a_latency() {
    Request warmup = request(9, Phase.WARMUP, 0, 0, Outcome.OK, 6, 900 * MS, 900 * MS, 900 * MS);
    Request failed =
        request(8, Phase.MEASURED, 0, 0, Outcome.ERROR, 6, 900 * MS, 900 * MS, 900 * MS);
    assertThat(figure("ttft.mean", FIRST, warmup, failed)).isEqualTo(40);
  }

  @Test
  void a_request_without_a_token_has_no_first_one() {
    Request empty = request(3, Phase.MEASURED, 0, 0, Outcome.OK, 0);
    Measured trial =
        TrialFigures.of(new Recording(List.of(FIRST, empty), List.of(), Optional.empty()));
    assertThat(trial.figure(metric("ttft.p50")).orElseThrow().n()).isEqualTo(1);
    assertThat(trial.figure(metric("e2e.p50")).orElseThrow().n()).isEqualTo(2);
  }

  @Test
  void a_request_that_was_lost_or_doubled_leaves_the_account_open() {
    assertThat(Accounting.of(2, List.of(FIRST, SECOND)).holds()).isTrue();
    assertThat(Accounting.of(3, List.of(FIRST, SECOND)).neverSent()).isEqualTo(1);
    assertThat(Accounting.of(1, List.of(FIRST, SECOND)).holds()).isFalse();
    assertThat(Accounting.of(2, List.of(FIRST, FIRST)).holds()).isFalse();
  }

  @Test
  void a_request_that_failed_ranks_slower_than_every_answered_one() {
    Request failed = request(8, Phase.MEASURED, 0, 0, Outcome.ERROR, 0);
    // 40 and 60 ms, and one that is slower than both: the middle is the slower of the two.
    assertThat(figure("ttft.p50", FIRST, SECOND))
        .isLessThan(figure("ttft.p50", FIRST, SECOND, failed));
    assertThat(figure("ttft.p50", FIRST, SECOND, failed))
        .isEqualTo(Math.max(figure("ttft.p50", FIRST), figure("ttft.p50", SECOND)));
    assertThat(figure("ttft.mean", FIRST, SECOND, failed))
        .isEqualTo(figure("ttft.mean", FIRST, SECOND));
  }

  @Test
  void a_quantile_that_falls_among_failed_requests_is_above_the_time_out() {
    Request failed = request(8, Phase.MEASURED, 0, 0, Outcome.TIMEOUT, 0);
    Measured trial =
        TrialFigures.of(new Recording(List.of(FIRST, SECOND, failed), List.of(), Optional.empty()));
    assertThat(trial.figure(metric("ttft.p95"))).isEmpty();
    assertThat(trial.above()).contains("ttft.p95", "e2e.p95").doesNotContain("ttft.p50");
    assertThat(trial.figure(metric("itl.p95"))).isPresent();
  }

  private static Metric metric(String name) {
    return Metric.named(name).orElseThrow();
  }

  private static double figure(String name, Request... requests) {
    return TrialFigures.of(new Recording(List.of(requests), List.of(), Optional.empty()))
        .figure(Metric.named(name).orElseThrow())
        .orElseThrow()
        .value();
  }

  private static Request request(
      int id, Phase phase, long intended, long sent, Outcome outcome, int tokens, long... stamps) {
    long done = stamps.length == 0 ? 70 * MS : stamps[stamps.length - 1] + 10 * MS;
    return new Request(
        id,
        phase,
        intended,
        sent,
        OptionalLong.empty(),
        Stamps.of(stamps),
        Stamps.of(new long[stamps.length]),
        OptionalInt.empty(),
        StampClock.USER,
        OptionalLong.empty(),
        OptionalLong.of(done),
        outcome,
        Optional.empty(),
        OptionalInt.of(10),
        OptionalInt.empty(),
        OptionalInt.of(tokens),
        Optional.of(new ServerTimes(MS, 20 * MS, 40 * MS, 75 * MS)));
  }
}
