package dev.paddock.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.record.Calibration.Noise;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseFloorTest {
  /** A trial of one request whose first token came after {@code ttft} ns, the second 10 later. */
  private static List<Request> trial(long ttft) {
    return List.of(
        new Request(
            1,
            Phase.MEASURED,
            0,
            0,
            OptionalLong.empty(),
            Stamps.of(ttft, ttft + 10),
            Stamps.of(0, 0),
            OptionalInt.of(0),
            StampClock.KERNEL,
            OptionalLong.empty(),
            OptionalLong.of(ttft + 20),
            Outcome.OK,
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty()));
  }

  private static List<List<Request>> trials(long... firsts) {
    return IntStream.range(0, firsts.length).mapToObj(i -> trial(firsts[i])).toList();
  }

  /**
   * SciPy 1.x: {@code d = log([1000,1010,990,1005]) - log([1003,1001,1000,998]); sd =
   * d.std(ddof=1)}; R: {@code expm1(power.t.test(n = 5, sd = sd, power = .8, type = "paired",
   * strict = TRUE)$delta)}.
   */
  @Test
  void the_floor_agrees_with_scipy() {
    Noise noise =
        Objects.requireNonNull(
            NoiseFloor.of(trials(1000, 1003, 1010, 1001, 990, 1000, 1005, 998)).get("ttft.p50"));
    assertThat(noise.pairs()).isEqualTo(4);
    assertThat(noise.sd()).isCloseTo(0.008885547139, within(1e-10));
    assertThat(noise.detectable()).isCloseTo(0.015057705238, within(1e-9));
  }

  @Test
  void trials_that_are_all_alike_leave_no_floor_to_hide_behind() {
    assertThat(NoiseFloor.of(trials(1000, 1000, 1000, 1000)).values())
        .allSatisfy(noise -> assertThat(noise.detectable()).isZero());
  }
}
