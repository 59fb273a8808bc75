package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values from SciPy 1.17.1 and NumPy; each test says the call. */
class EstimatesTest {
  private static final Offset<Double> TIGHT = within(1e-9);
  private static final double[] TEN = {3.1, 4.7, 1.2, 9.8, 5.5, 7.3, 2.2, 8.9, 6.0, 4.1};

  /** {@code numpy.quantile(y, q, method="linear")}; R's quantile(y, q, type = 7) is the same. */
  @Test
  void quantiles_agree_with_numpy() {
    assertThat(Quantile.of(TEN, 0.5)).isCloseTo(5.1, TIGHT);
    assertThat(Quantile.of(TEN, 0.9)).isCloseTo(8.99, TIGHT);
    assertThat(Quantile.of(TEN, 0.95)).isCloseTo(9.395, TIGHT);
    assertThat(Quantile.of(TEN, 0.99)).isCloseTo(9.719, TIGHT);
    assertThat(TEN[0]).as("the sample is left as it was").isEqualTo(3.1);
  }

  @Test
  void a_quantile_of_nothing_is_refused() {
    assertThatThrownBy(() -> Quantile.of(new double[0], 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** {@code scipy.stats.t.interval(0.95, n-1, loc=log(x).mean(), scale=sem(log(x)))}, exp. */
  @Test
  void the_interval_of_a_geometric_mean_agrees_with_scipy() {
    double[] x = {12.1, 10.4, 15.3, 9.9, 11.2, 13.7, 10.1};
    Student logs = Student.of(Arrays.stream(x).map(Math::log).toArray());
    assertThat(Math.exp(logs.mean())).isCloseTo(11.673491111079743, TIGHT);
    Interval interval = logs.interval(0.95).orElseThrow().map(Math::exp);
    assertThat(interval.low()).isCloseTo(10.02173399, within(1e-7));
    assertThat(interval.high()).isCloseTo(13.59748671, within(1e-7));
  }

  /** {@code scipy.stats.ttest_rel(log(a), log(b)).confidence_interval(c)}, exp. */
  @Test
  void the_paired_interval_of_a_ratio_agrees_with_scipy() {
    double[] a = {110.2, 98.4, 121.9, 105.0, 99.7, 113.3};
    double[] b = {100.1, 91.0, 104.2, 99.5, 95.8, 101.7};
    Student ratio =
        Student.of(IntStream.range(0, 6).mapToDouble(i -> Math.log(a[i] / b[i])).toArray());
    assertThat(Math.exp(ratio.mean())).isCloseTo(1.0928830047843934, TIGHT);
    assertThat(ratio.pValue(0)).isCloseTo(0.0034970610331691056, TIGHT);
    Interval plain = ratio.interval(0.95).orElseThrow().map(Math::exp);
    assertThat(plain.low()).isCloseTo(1.0458442810658892, TIGHT);
    assertThat(plain.high()).isCloseTo(1.1420373795315675, TIGHT);
    Interval third = ratio.interval(1 - 0.05 / 3).orElseThrow().map(Math::exp);
    assertThat(third.low()).isCloseTo(1.0287392236424788, TIGHT);
    assertThat(third.high()).isCloseTo(1.1610262685596364, TIGHT);
  }

  @Test
  void a_single_number_has_no_interval_and_no_significance() {
    Student one = Student.of(new double[] {4});
    assertThat(one.interval(0.95)).isEmpty();
    assertThat(one.pValue(0)).isEqualTo(1);
    assertThat(one.needed(0.05, 0.95, 1000)).isEmpty();
  }

  /** Smallest k with {@code t.ppf(.975, k-1) * 0.1 / sqrt(k) <= 0.05}. */
  @Test
  void blocks_needed_follow_the_spread() {
    assertThat(new Student(5, 0.2, 0.1).needed(0.05, 0.95, 1000)).hasValue(18);
    assertThat(new Student(5, 0.2, 5).needed(0.001, 0.95, 1000)).isEmpty();
  }

  /** {@code quantile_test(arange(1, n+1), q=0, p=q).confidence_interval(0.95)}. */
  @Test
  void order_statistic_intervals_agree_with_scipy() {
    assertThat(ranks(6, 0.5)).contains(new Interval(1, 6));
    assertThat(ranks(36, 0.9)).contains(new Interval(29, 36));
    assertThat(ranks(72, 0.95)).contains(new Interval(64, 72));
    assertThat(ranks(368, 0.99)).contains(new Interval(360, 368));
    assertThat(ranks(80, 0.5)).contains(new Interval(31, 50));
    assertThat(ranks(80, 0.95)).contains(new Interval(72, 80));
    assertThat(ranks(500, 0.99)).contains(new Interval(490, 500));
  }

  @Test
  void a_sample_one_too_small_has_no_interval() {
    assertThat(ranks(5, 0.5)).isEmpty();
    assertThat(ranks(35, 0.9)).isEmpty();
    assertThat(ranks(71, 0.95)).isEmpty();
    assertThat(ranks(367, 0.99)).isEmpty();
    assertThat(OrderStatistics.least(0.99, 0.95)).isEqualTo(368);
  }

  @Test
  void values_that_follow_each_other_get_a_wider_interval_than_independent_ones() {
    SplittableRandom random = new SplittableRandom(3);
    double[] series = new double[400];
    for (int i = 1; i < series.length; i++) {
      series[i] = 0.8 * series[i - 1] + random.nextGaussian();
    }
    Interval wide = OrderStatistics.interval(series, 0.5, 0.95).orElseThrow();
    Interval narrow = OrderStatistics.independent(series, 0.5, 0.95).orElseThrow();
    assertThat(wide.high() - wide.low()).isGreaterThan(1.5 * (narrow.high() - narrow.low()));
  }

  private static Optional<Interval> ranks(int n, double q) {
    return OrderStatistics.independent(
        IntStream.rangeClosed(1, n).asDoubleStream().toArray(), q, 0.95);
  }
}
