package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that follow each other. Values from R 4.2.2 and NumPy; each test says the call. */
class SeriesTest {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final double[] SHIFTED = {
    1.2, .9, 1.1, 1.0, 1.3, 2.1, 1.9, 2.2, 2.0, 1.2, 1.0, .8
  };

  /** {@code r <- acf(z)$acf[2]; 10 * (1 - r - .1) / (1 + r + .1)}. */
  @Test
  void the_autocorrelation_agrees_with_R() {
    double[] z = {1.2, 1.5, 1.1, 2.0, 2.4, 2.2, 1.9, 1.0, 0.8, 1.3};
    assertThat(EffectiveSample.autocorrelation(z)).isCloseTo(0.518502202643172, within(1e-12));
    assertThat(EffectiveSample.size(z)).isCloseTo(2.35710397387044, within(1e-12));
  }

  @Test
  void a_constant_series_has_an_autocorrelation_of_0_and_a_size() {
    assertThat(EffectiveSample.autocorrelation(new double[] {2, 2, 2})).isZero();
    assertThat(EffectiveSample.size(new double[] {2, 2, 2})).isBetween(1.0, 3.0);
  }

  @Property(tries = 100)
  void place_and_scale_do_not_matter_to_the_effective_size(
      @ForAll @Size(min = 3, max = 30) List<@DoubleRange(min = -5, max = 5) Double> listed,
      @ForAll @DoubleRange(min = -100, max = 100) double by) {
    double[] values = listed.stream().mapToDouble(Double::doubleValue).toArray();
    double size = EffectiveSample.size(values);
    assertThat(size).isBetween(0.0, (double) values.length);
    assertThat(EffectiveSample.size(Arrays.stream(values).map(x -> by - 3 * x).toArray()))
        .isCloseTo(size, within(1e-6 * values.length));
  }

  /**
   * At least 94 % is promised; 4,000 series leave 0.4 points of sampling. Not widened it is 91 % of
   * the median.
   */
  @ParameterizedTest
  @CsvSource({"80, 0.5, 1", "80, 0.9, 1", "80, 0.95, 1", "80, 0.5, 3", "80, 0.9, 3", "80, 0.95, 3"})
  void an_interval_within_a_trial_covers_although_requests_follow_each_other(
      int n, double q, double tail) {
    SplittableRandom random = new SplittableRandom(17);
    double truth = Math.exp(tail * NORMAL.inverseCumulativeProbability(q));
    int covered = 0;
    int given = 0;
    for (int i = 0; i < 4_000; i++) {
      Optional<Interval> interval =
          OrderStatistics.interval(autoregressive(random, n, 0.3, tail), q, 0.95);
      given += interval.isPresent() ? 1 : 0;
      covered += interval.filter(in -> in.low() <= truth && truth <= in.high()).isPresent() ? 1 : 0;
    }
    assertThat((double) covered / given).isGreaterThan(0.94 - 0.004);
    assertThat(given).as("an interval is the rule").isGreaterThan(3_400);
  }

  /** A lognormal series, exp(tail · AR(1)) of unit variance. */
  private static double[] autoregressive(SplittableRandom random, int n, double r, double tail) {
    double[] series = new double[n];
    double state = random.nextGaussian();
    for (int i = 0; i < n; i++) {
      series[i] = Math.exp(tail * state);
      state = r * state + Math.sqrt(1 - r * r) * random.nextGaussian();
    }
    return series;
  }

  /**
   * {@code r <- cor(x, seq_along(x), method = "spearman"); e <- residuals(lm(rank(x) ~
   * seq_along(x))); a <- max(0, acf(e)$acf[2] + 1 / 22); n <- 22 * (1 - a) / (1 + a); 2 *
   * pt(-abs(r) * sqrt((n - 2) / (1 - r^2)), n - 2)}.
   */
  @Test
  void a_trend_agrees_with_R() {
    double[] falling = {
      5.0, 5.2, 5.3, 5.1, 4.9, 4.7, 4.6, 4.8, 4.9, 5.0, 4.7, 4.5, 4.3, 4.4, 4.6, 4.7, 4.5, 4.2, 4.1,
      4.35, 4.45, 4.55
    };
    assertThat(Trend.correlation(falling)).isCloseTo(-0.816640462536322, within(1e-12));
    assertThat(Trend.pValue(falling)).isCloseTo(0.0246765312698774, within(1e-10));
    assertThat(Trend.pValue(Arrays.copyOf(falling, 19))).as("too few").isEqualTo(1);
    assertThat(Trend.pValue(new double[30])).as("nothing moves").isEqualTo(1);
    assertThat(Trend.pValue(IntStream.range(0, 30).asDoubleStream().toArray())).isZero();
  }

  /** Tested as if it were independent, 6 % of such series are said to move at 1 %. */
  @Test
  void requests_that_follow_each_other_are_not_taken_for_a_trend() {
    SplittableRandom random = new SplittableRandom(29);
    long moved =
        IntStream.range(0, 2000)
            .filter(i -> Trend.pValue(autoregressive(random, 80, 0.3, 1)) < 0.01)
            .count();
    assertThat(moved).isBetween(5L, 50L);
  }

  /**
   * NumPy: the maximum over t and k of {@code a*b/(a+b) * (2*D[:t,t:k].mean() -
   * D[:t,:t].sum()/(a*(a-1)) - D[t:k,t:k].sum()/(b*(b-1)))} with {@code a=t, b=k-t,
   * D=abs(x[:,None]-x)}.
   */
  @Test
  void the_energy_statistic_agrees_with_numpy() {
    assertThat(EDivisive.statistic(SHIFTED)).isCloseTo(3.4074074074074074, within(1e-12));
    assertThat(EDivisive.statistic(Arrays.copyOf(SHIFTED, 8))).isCloseTo(2.875, within(1e-12));
  }

  @Test
  void a_level_that_comes_and_goes_is_two_changes() {
    SplittableRandom random = new SplittableRandom(2);
    double[] series =
        IntStream.range(0, 30)
            .mapToDouble(i -> (i >= 10 && i < 18 ? 3 : 1) + 0.2 * random.nextGaussian())
            .toArray();
    assertThat(EDivisive.of(series, 199, 0.05, 1))
        .extracting(EDivisive.ChangePoint::index)
        .containsExactly(10, 18);
    assertThat(EDivisive.of(series, 199, 0.05, 1))
        .as("seeded")
        .isEqualTo(EDivisive.of(series, 199, 0.05, 1));
  }

  @Test
  void a_single_wild_value_is_no_change_of_level() {
    double[] one = {1.2, .9, 1.1, 1.0, 1.3, 9.9, 1.2, 1.0, .8, 1.1};
    assertThat(EDivisive.of(one, 199, 0.05, 1)).isEmpty();
  }

  @Test
  void too_few_values_have_no_change() {
    assertThat(EDivisive.of(new double[] {1, 1, 1, 5, 5}, 199, 0.05, 1)).isEmpty();
    assertThat(EDivisive.of(new double[0], 199, 0.05, 1)).isEmpty();
    assertThatThrownBy(() -> EDivisive.of(SHIFTED, 10, 0.05, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of 200 series without a change at most 17 may show one at 5 %. */
  @Test
  void noise_has_no_more_changes_than_promised() {
    SplittableRandom random = new SplittableRandom(23);
    long found =
        IntStream.range(0, 200)
            .filter(
                i -> {
                  double[] noise =
                      IntStream.range(0, 12).mapToDouble(k -> random.nextGaussian()).toArray();
                  return !EDivisive.of(noise, 99, 0.05, i).isEmpty();
                })
            .count();
    assertThat(found).isBetween(1L, 17L);
  }

  @Property(tries = 30)
  void place_and_scale_do_not_matter_to_a_change(
      @ForAll @Size(min = 6, max = 12) List<@DoubleRange(min = -5, max = 5) Double> listed) {
    double[] values = listed.stream().mapToDouble(Double::doubleValue).toArray();
    double statistic = EDivisive.statistic(values);
    assertThat(EDivisive.statistic(Arrays.stream(values).map(x -> 7 - 3 * x).toArray()))
        .isCloseTo(3 * statistic, within(1e-9));
  }
}
