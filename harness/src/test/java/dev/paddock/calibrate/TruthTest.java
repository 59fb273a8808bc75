package dev.paddock.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Outcome;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static final long MS = 1_000_000;
  private static final StreamLoad LOAD = StreamLoad.steady(1, 10 * MS, Phase.OUT, 0.04);
  private static final Cost COST = new Cost(1_000 * MS, 9_000, 3_000);

  /** Intended at 100 ms, sent at 101 ms; chunks at so many milliseconds after that. */
  private static Request request(int id, long done, long... chunks) {
    long[] nanos = new long[chunks.length];
    for (int i = 0; i < chunks.length; i++) {
      nanos[i] = chunks[i] * MS;
    }
    return new Request(
        id,
        dev.paddock.record.Phase.MEASURED,
        100 * MS,
        101 * MS,
        OptionalLong.of(MS),
        Stamps.of(nanos),
        Stamps.of(new long[chunks.length]),
        OptionalInt.of(0),
        StampClock.KERNEL,
        OptionalLong.of(nanos[0]),
        OptionalLong.of(done * MS),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.of(7),
        OptionalInt.empty(),
        OptionalInt.of(chunks.length),
        Optional.empty());
  }

  private static ReferenceServer.Answer answer(long received, long... sent) {
    long[] nanos = new long[sent.length];
    for (int i = 0; i < sent.length; i++) {
      nanos[i] = sent[i] * MS;
    }
    return new ReferenceServer.Answer(received * MS, nanos);
  }

  private static Calibration.Rung rung(Request request, ReferenceServer.Answer answer) {
    return Truth.of(List.of(request), Map.of(5L, answer), 4)
        .rung(Optional.empty(), LOAD, StampClock.KERNEL, COST);
  }

  @Test
  void a_late_stamp_is_not_called_right() {
    // On the same clock the chunks arrived at 121, 131 and 144 ms.
    Calibration.Rung rung = rung(request(2, 50, 20, 30, 43), answer(101, 121, 131, 141));
    assertThat(rung.stampErrorUs().p50()).isZero();
    assertThat(rung.stampErrorUs().max()).isEqualTo(3_000);
    assertThat(rung.alone()).isEqualTo(1);
    assertThat(rung.itlErrorMs().max()).isCloseTo(3, within(1e-9));
  }

  @Test
  void the_way_to_the_server_is_part_of_the_time_to_the_first_token() {
    Calibration.Rung rung = rung(request(2, 50, 20, 30), answer(102, 121, 131));
    assertThat(rung.ttft().client().p50()).isCloseTo(21, within(1e-9));
    assertThat(rung.ttft().server().p50()).isCloseTo(19, within(1e-9));
    assertThat(rung.ttftErrorMs().p50()).isCloseTo(2, within(1e-9));
    assertThat(rung.ttftErrorMs().bias()).isCloseTo(2, within(1e-9));
    assertThat(rung.lagMs().p50()).isCloseTo(1, within(1e-9));
  }

  @Test
  void chunks_of_one_read_do_not_pass_as_alone() {
    Calibration.Rung rung = rung(request(2, 60, 20, 40, 40, 50), answer(101, 121, 131, 141, 151));
    assertThat(rung.alone()).isEqualTo(0.5);
    assertThat(rung.stampErrorUs().max()).isEqualTo(10_000);
    assertThat(rung.stampErrorAloneUs().max()).isZero();
  }

  @Test
  void a_last_chunk_that_came_with_the_final_line_does_not_pass_as_alone() {
    assertThat(rung(request(2, 30, 20, 30), answer(101, 121, 131)).alone()).isEqualTo(0.5);
  }

  @Test
  void a_lost_chunk_is_a_failure_and_not_a_shift_of_all_others() {
    Calibration.Rung rung = rung(request(2, 60, 20, 40), answer(101, 121, 131, 141));
    assertThat(rung.failed()).isEqualTo(1);
    assertThat(rung.requests()).isEqualTo(1);
    assertThat(rung.chunks()).isZero();
  }

  @Test
  void a_request_that_the_server_never_saw_is_a_failure() {
    Truth truth = Truth.of(List.of(request(9, 60, 20)), Map.of(), 1);
    assertThat(truth.rung(Optional.empty(), LOAD, StampClock.USER, COST).failed()).isEqualTo(1);
  }

  @Test
  void costs_are_of_a_token_and_rates_of_a_second() {
    Calibration.Rung rung = rung(request(2, 60, 20, 30, 40), answer(101, 121, 131, 141));
    assertThat(rung.cpuUsPerToken()).isCloseTo(9.0 / LOAD.chunks(), within(1e-9));
    assertThat(rung.bytesPerToken()).isCloseTo(3_000.0 / LOAD.chunks(), within(1e-9));
    assertThat(rung.delivered()).isCloseTo(3 / 0.060, within(1e-9));
  }
}
