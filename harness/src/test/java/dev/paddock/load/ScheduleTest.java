package dev.paddock.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.experiment.Arrivals;
import dev.paddock.workload.Trace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static long[] first(Schedule schedule, int count) {
    PrimitiveIterator.OfLong departures = schedule.departures();
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = departures.nextLong();
    }
    return times;
  }

  @Test
  void a_constant_rate_does_not_drift_over_a_million_departures() {
    long[] times = first(new Schedule.Constant(3), 1_000_001);
    assertThat(times[0]).isZero();
    assertThat(times[1]).isEqualTo(333_333_333);
    assertThat(times[3]).isEqualTo(1_000_000_000);
    assertThat(times[999_999]).isEqualTo(333_333_000_000_000L);
    assertThat(times[1_000_000]).isEqualTo(333_333_333_333_333L);
  }

  @Property(tries = 200)
  void no_departure_is_before_the_one_ahead_of_it(
      @ForAll @DoubleRange(min = 0.01, max = 50_000) double from,
      @ForAll @DoubleRange(min = 0.01, max = 50_000) double to,
      @ForAll @DoubleRange(min = 0.01, max = 100) double seconds,
      @ForAll long seed) {
    for (Schedule schedule :
        List.of(
            new Schedule.Constant(from),
            new Schedule.Poisson(from, seed),
            new Schedule.Ramp(from, to, seconds))) {
      long[] times = first(schedule, 2000);
      assertThat(times[0]).isNotNegative();
      assertThat(times).as(schedule.toString()).isSorted();
    }
  }

  /** SciPy 1.17: stats.kstwo.isf(1e-4, 100_000) is 0.00704; the seed is fixed. */
  @Test
  void the_gaps_of_a_poisson_process_are_exponential() {
    int count = 100_000;
    double rate = 20;
    long[] times = first(new Schedule.Poisson(rate, 7), count);
    double[] gaps = new double[count];
    for (int i = 0; i < count; i++) {
      gaps[i] = (times[i] - (i == 0 ? 0 : times[i - 1])) / 1e9;
    }
    double lag = autocorrelation(gaps);
    Arrays.sort(gaps);
    double distance = 0;
    for (int i = 0; i < count; i++) {
      double expected = 1 - Math.exp(-rate * gaps[i]);
      distance =
          Math.max(
              distance,
              Math.max(expected - i / (double) count, (i + 1) / (double) count - expected));
    }
    assertThat(distance).isLessThan(0.00704);
    assertThat(lag).as("the next gap knows nothing of this one").isCloseTo(0, within(0.0125));
  }

  private static double autocorrelation(double[] gaps) {
    double mean = Arrays.stream(gaps).average().orElseThrow();
    double same = 0;
    double next = 0;
    for (int i = 0; i < gaps.length; i++) {
      same += (gaps[i] - mean) * (gaps[i] - mean);
      next += i + 1 < gaps.length ? (gaps[i] - mean) * (gaps[i + 1] - mean) : 0;
    }
    return next / same;
  }

  @Test
  void the_same_seed_gives_the_same_departures_and_another_gives_others() {
    Schedule schedule = new Schedule.Poisson(5, 3);
    assertThat(first(schedule, 50)).isEqualTo(first(schedule, 50));
    assertThat(first(schedule, 50)).isNotEqualTo(first(new Schedule.Poisson(5, 4), 50));
  }

  /**
   * SciPy 1.17: brentq(lambda t: quad(rate, 0, min(t, 60))[0] + max(0, t - 60) * to - k, 0, 200)
   * with rate = lambda t: from + (to - from) * t / 60, for from, to = 1, 20.
   */
  @Test
  void a_ramp_departs_where_the_integral_of_its_rate_is_a_whole_number() {
    long[] up = first(new Schedule.Ramp(1, 20, 60), 701);
    assertThat(up[0]).isZero();
    assertThat(up[1]).isCloseTo(877_955_687L, within(1000L));
    assertThat(up[10]).isCloseTo(5_393_724_636L, within(1000L));
    assertThat(up[100]).isCloseTo(22_170_967_191L, within(1000L));
    assertThat(up[600]).isCloseTo(58_481_751_461L, within(1000L));
    assertThat(up[700]).isCloseTo(63_500_000_000L, within(1000L));
    long[] down = first(new Schedule.Ramp(20, 1, 60), 641);
    assertThat(down[1]).isCloseTo(50_019_807L, within(1000L));
    assertThat(down[10]).isCloseTo(501_994_992L, within(1000L));
    assertThat(down[100]).isCloseTo(5_215_330_760L, within(1000L));
    assertThat(down[600]).isCloseTo(49_035_360_142L, within(1000L));
    assertThat(down[640]).isCloseTo(70_000_000_000L, within(1000L));
  }

  @Test
  void a_ramp_that_does_not_rise_is_a_constant_rate() {
    assertThat(first(new Schedule.Ramp(4, 4, 10), 100))
        .isEqualTo(first(new Schedule.Constant(4), 100));
  }

  @Test
  void a_ramp_without_a_time_takes_the_whole_trial() {
    Schedule schedule =
        Schedule.of(new Arrivals.Ramp(1, 19, Optional.empty()), 100, 7, ScheduleTest::noTrace);
    assertThat(schedule).isEqualTo(new Schedule.Ramp(1, 19, 10));
    assertThat(
            Schedule.of(
                new Arrivals.Ramp(1, 19, Optional.of(Duration.ofSeconds(3))),
                100,
                7,
                ScheduleTest::noTrace))
        .isEqualTo(new Schedule.Ramp(1, 19, 3));
  }

  private static Trace noTrace(String file) {
    throw new AssertionError(file);
  }

  @Test
  void a_replay_departs_at_the_times_of_its_trace_and_ends_with_it() {
    OptionalInt none = OptionalInt.empty();
    Trace trace =
        new Trace(
            List.of(
                new Trace.Entry(0, none, none),
                new Trace.Entry(5, none, none),
                new Trace.Entry(5, none, none)));
    PrimitiveIterator.OfLong departures = new Schedule.Replay(trace).departures();
    assertThat(new long[] {departures.nextLong(), departures.nextLong(), departures.nextLong()})
        .containsExactly(0, 5, 5);
    assertThat(departures.hasNext()).isFalse();
  }
}
