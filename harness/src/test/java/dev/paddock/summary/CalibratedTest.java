package dev.paddock.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Beside;
import dev.paddock.record.Calibration.Deviation;
import dev.paddock.record.Calibration.Noise;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Calibration.Rung;
import dev.paddock.record.Calibration.Spread;
import dev.paddock.record.StampClock;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfCell.Requests;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalibratedTest {
  private static final Spread NONE = new Spread(0, 0, 0, 0);

  private static Rung rung(int streams, StampClock clock, double ttft) {
    return new Rung(
        Optional.empty(),
        streams,
        1_000,
        Phase.OUT,
        clock,
        1_000,
        10,
        100,
        0,
        1,
        new Spread(5, 8, 40, 90),
        new Spread(5, 8, 40, 90),
        new Beside(NONE, NONE),
        new Beside(NONE, NONE),
        new Deviation(ttft, ttft, 3 * ttft, 4 * ttft),
        new Deviation(0, 0, 0.01, 0.1),
        NONE,
        NONE,
        10,
        100);
  }

  private static Calibration calibration(double sd) {
    return new Calibration(
        Instant.EPOCH,
        "abc",
        "pinned",
        new Calibration.WarmUp(1, 4, 30),
        List.of(rung(1, StampClock.KERNEL, 0.1), rung(32, StampClock.KERNEL, 0.2)),
        20_000,
        new Calibration.Drain(1, 1),
        List.of(),
        new TreeMap<>(Map.of("ttft.p50", new Noise(sd, 2 * sd, 6))));
  }

  private static OfCell cell(String id, double ttft) {
    return new OfCell(
        id,
        id,
        Map.of(),
        5,
        0,
        0,
        Map.of(
            "ttft.p50",
            new Estimate(ttft, "ms", Bounds.NONE, OptionalDouble.empty(), 5, 50, 50, "mean")),
        Map.of(),
        "",
        List.of(),
        new Requests(10, 10, 0, 0, 0, 0, 0));
  }

  private static Contrast contrast(double ratio, Verdict verdict) {
    return new Contrast(
        "ttft.p50",
        "c02",
        "c01",
        OptionalDouble.of(ratio),
        OptionalDouble.empty(),
        Bounds.NONE,
        Bounds.NONE,
        verdict,
        Reads.NEITHER,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        5,
        50,
        0.05,
        "t");
  }

  private static List<String> smaller(double sd, double ttft, Verdict verdict) {
    return Calibrated.of(
            calibration(sd),
            20,
            StampClock.KERNEL,
            List.of(cell("c01", 100), cell("c02", ttft)),
            List.of(contrast(ttft / 100, verdict)))
        .orElseThrow()
        .smaller();
  }

  /** SciPy: {@code t.ppf(.975, 4) * 0.01 / sqrt(5)} is 0.01242, so 1.25 %. */
  @Test
  void a_difference_within_the_noise_of_the_same_thing_is_warned_of() {
    assertThat(smaller(0.01, 101, Verdict.HIGHER))
        .containsExactly(
            "ttft.p50 of c02: a difference of 1.00 % is within the 1.25 % by which trials of the"
                + " same thing differ in 5 blocks");
    assertThat(smaller(0.01, 102, Verdict.HIGHER)).isEmpty();
  }

  @Test
  void a_difference_below_the_error_of_the_stamps_is_warned_of() {
    assertThat(smaller(0, 100.1, Verdict.HIGHER))
        .containsExactly(
            "ttft.p50 of c02: a difference of 0.1000 ms is smaller than the instrument's own error"
                + " of 0.200 ms");
    assertThat(smaller(0, 100.3, Verdict.HIGHER)).isEmpty();
  }

  @Test
  void a_difference_that_nobody_claims_needs_no_warning() {
    assertThat(smaller(0.01, 100.1, Verdict.EQUIVALENT)).isEmpty();
    assertThat(smaller(0.01, 100.1, Verdict.INCONCLUSIVE)).isEmpty();
  }

  @Test
  void a_rung_that_another_clock_stamped_is_not_quoted() {
    assertThat(Calibrated.of(calibration(0), 1, StampClock.USER, List.of(), List.of())).isEmpty();
  }

  @Test
  void the_rung_most_like_the_load_is_quoted() {
    assertThat(
            Calibrated.of(calibration(0), 3, StampClock.KERNEL, List.of(), List.of())
                .orElseThrow()
                .streams())
        .isEqualTo(1);
    assertThat(
            Calibrated.of(calibration(0), 20, StampClock.KERNEL, List.of(), List.of())
                .orElseThrow()
                .streams())
        .isEqualTo(32);
  }
}
