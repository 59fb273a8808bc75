package dev.paddock.engine.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When tokens are due; nothing here sleeps. */
class PaceScheduleTest {
  private static final long MS = 1_000_000;

  private static long[] due(Pace pace, long start, int tokens) {
    PaceSchedule schedule = new PaceSchedule(pace, start, 0, tokens, 7);
    return LongStream.range(0, tokens).map(i -> schedule.nextLong()).toArray();
  }

  private static Pace pace(Gap gap, int burst, Freeze freeze) {
    return new Pace(
        new Gap.Fixed(20 * MS), MS, gap, burst, freeze, 1, OptionalInt.empty(), 3, List.of());
  }

  @Test
  void a_fixed_gap_does_not_drift() {
    assertThat(due(Pace.steady(20 * MS, 10 * MS), 5 * MS, 4))
        .containsExactly(25 * MS, 35 * MS, 45 * MS, 55 * MS);
  }

  @Test
  void a_schedule_that_goes_on_after_its_last_token_is_seen() {
    PaceSchedule schedule = new PaceSchedule(Pace.steady(1, 1), 0, 0, 1, 7);
    assertThat(schedule.nextLong()).isEqualTo(1);
    assertThat(schedule.hasNext()).isFalse();
    assertThatThrownBy(schedule::nextLong).hasMessageContaining("1 tokens");
  }

  @Test
  void a_burst_keeps_the_rate_of_its_gaps() {
    assertThat(due(pace(new Gap.Fixed(10 * MS), 4, Freeze.NEVER), 0, 9))
        .containsExactly(
            20 * MS, 20 * MS, 20 * MS, 20 * MS, 60 * MS, 60 * MS, 60 * MS, 60 * MS, 100 * MS);
  }

  @Test
  void gaps_that_are_drawn_are_the_same_again_and_have_the_median_that_was_asked_for() {
    Pace pace = pace(new Gap.Lognormal(10 * MS, 0.3), 1, Freeze.NEVER);
    long[] due = due(pace, 0, 4001);
    assertThat(due).isEqualTo(due(pace, 0, 4001)).isSorted();
    long[] gaps = new long[4000];
    Arrays.setAll(gaps, i -> due[i + 1] - due[i]);
    Arrays.sort(gaps);
    assertThat(gaps[2000] / 1e6).isBetween(9.7, 10.3);
    // Of a lognormal with sigma 0.3 the 84.13 % quantile is the median times e^0.3.
    assertThat(gaps[3365] / 1e6).isBetween(13.0, 14.0);
  }

  @Test
  void two_requests_do_not_draw_the_same_gaps() {
    Pace pace = pace(new Gap.Lognormal(10 * MS, 0.3), 1, Freeze.NEVER);
    PaceSchedule other = new PaceSchedule(pace, 0, 0, 2, 8);
    other.nextLong();
    assertThat(other.nextLong()).isNotEqualTo(due(pace, 0, 2)[1]);
  }

  @Test
  void a_longer_prompt_comes_later_to_its_first_token_and_two_requests_not_at_once() {
    Pace drawn =
        new Pace(
            new Gap.Lognormal(20 * MS, 0.1),
            50_000,
            new Gap.Fixed(MS),
            1,
            Freeze.NEVER,
            1,
            OptionalInt.empty(),
            3,
            List.of());
    long bare = new PaceSchedule(drawn, 0, 0, 1, 7).nextLong();
    assertThat(new PaceSchedule(drawn, 0, 100, 1, 7).nextLong()).isEqualTo(bare + 5 * MS);
    assertThat(new PaceSchedule(drawn, 0, 0, 1, 8).nextLong()).isNotEqualTo(bare);
  }

  @Test
  void work_stops_in_a_freeze_and_goes_on_where_it_stopped() {
    Freeze freeze = new Freeze(1_000 * MS, 5_000 * MS);
    Pace pace = pace(new Gap.Fixed(10 * MS), 1, freeze);
    // The second token would be due at 4,005 ms: 5 ms of its work are left when the server stops.
    assertThat(due(pace, 3_975 * MS, 3)).containsExactly(3_995 * MS, 5_005 * MS, 5_015 * MS);
    // One that comes amid the freeze waits for its end, then for its first token.
    assertThat(due(pace, 4_500 * MS, 1)).containsExactly(5_020 * MS);
    assertThat(freeze.after(0, 9_000 * MS)).isEqualTo(11_000 * MS);
  }

  /**
   * Uniform arrivals, 1 s of 5 frozen. A tenth of them is 500 ms of arrivals: the 20 ms whose first
   * token was under way when the server froze, which wait 1,020 ms, and the first 480 ms of those
   * that came meanwhile; so p90 is 1,020 - 480 ms.
   */
  @Test
  void the_wait_for_a_freeze_has_its_closed_form() {
    Pace pace = pace(new Gap.Fixed(2 * MS), 1, new Freeze(1_000 * MS, 5_000 * MS));
    long[] waits = new long[1000];
    Arrays.setAll(waits, i -> due(pace, i * 5L * MS, 1)[0] - i * 5L * MS);
    Arrays.sort(waits);
    assertThat(waits[900] / MS).isBetween(535L, 545L);
  }

  @Test
  void a_freeze_that_never_ends_is_refused() {
    assertThatThrownBy(() -> new Freeze(5, 5)).hasMessageContaining("1s/5s");
  }

  @Test
  void an_answer_is_no_longer_than_asked_for_nor_than_the_server_talks() {
    Pace talkative = Pace.steady(1, 1);
    Pace terse =
        new Pace(
            new Gap.Fixed(1),
            0,
            new Gap.Fixed(1),
            1,
            Freeze.NEVER,
            1,
            OptionalInt.of(5),
            0,
            List.of());
    assertThat(talkative.answer(OptionalInt.of(9))).isEqualTo(9);
    assertThat(talkative.answer(OptionalInt.empty())).isEqualTo(128);
    assertThat(terse.answer(OptionalInt.of(9))).isEqualTo(5);
    assertThat(terse.answer(OptionalInt.of(2))).isEqualTo(2);
    assertThat(terse.answer(OptionalInt.empty())).isEqualTo(5);
  }

  @Test
  void a_fault_that_does_not_exist_names_those_that_do() {
    assertThat(PaceFault.parse("reset@3"))
        .isEqualTo(new PaceFault(PaceFault.Kind.RESET, OptionalInt.of(3)));
    assertThatThrownBy(() -> PaceFault.parse("rest")).hasMessageContaining("reset, garbage");
    assertThatThrownBy(() -> PaceFault.parse("reset@0")).hasMessageContaining("reset@1");
  }

  @Test
  void a_word_is_one_token_wherever_it_stands() {
    assertThat(PaceRequest.count("Text: a b\nc")).isEqualTo(4);
    assertThat(PaceRequest.count("")).isZero();
  }
}
