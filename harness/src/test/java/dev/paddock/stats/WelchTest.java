package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values from SciPy 1.17.1; each test says the call. */
class WelchTest {
  private static final Offset<Double> TIGHT = within(1e-9);
  private static final Student A = logs(110.2, 98.4, 121.9, 105.0, 99.7);
  private static final Student B = logs(127.1, 131.0, 118.2, 140.5, 122.8, 133.3, 125.7);

  private static Student logs(double... figures) {
    return Student.of(Arrays.stream(figures).map(Math::log).toArray());
  }

  /** {@code r = scipy.stats.ttest_ind(log(b), log(a), equal_var=False)}. */
  @Test
  void a_ratio_of_two_runs_agrees_with_scipy() {
    Welch welch = Welch.of(A, B).orElseThrow();
    assertThat(Math.exp(welch.difference())).isCloseTo(1.2013092083901342, TIGHT);
    assertThat(welch.df()).isCloseTo(6.408436839091615, TIGHT);
    assertThat(welch.pValue(0)).isCloseTo(0.005312435261673255, TIGHT);
    // r.confidence_interval(0.95), exp
    Interval plain = welch.interval(0.95).map(Math::exp);
    assertThat(plain.low()).isCloseTo(1.0794834242017628, TIGHT);
    assertThat(plain.high()).isCloseTo(1.336883718460134, TIGHT);
    // r.confidence_interval(1 - 0.05 / 12), exp
    Interval twelfth = welch.interval(1 - 0.05 / 12).map(Math::exp);
    assertThat(twelfth.low()).isCloseTo(0.9907437733149524, TIGHT);
    assertThat(twelfth.high()).isCloseTo(1.4566266809169868, TIGHT);
  }

  /** {@code scipy.stats.ttest_ind(log(b) - log(1.05), log(a), equal_var=False).pvalue}. */
  @Test
  void a_difference_is_held_against_a_margin_as_scipy_does() {
    assertThat(Welch.of(A, B).orElseThrow().pValue(Math.log(1.05)))
        .isCloseTo(0.021184952946005184, TIGHT);
  }

  /**
   * {@code d = log(118) - h.mean(); e = h.std(ddof=1) * sqrt(1 + 1 / 6); 2 * t.sf(d / e, 5); exp(d
   * ± t.ppf(.975, 5) * e)} of the logarithms h.
   */
  @Test
  void a_next_number_is_held_against_a_prediction_interval() {
    Welch next = Welch.next(logs(100, 104, 97, 101, 99, 103), Math.log(118)).orElseThrow();
    assertThat(next.pValue(0)).isCloseTo(0.002251662412802075, TIGHT);
    Interval interval = next.interval(0.95).map(Math::exp);
    assertThat(interval.low()).isCloseTo(1.0918282649687023, TIGHT);
    assertThat(interval.high()).isCloseTo(1.2591478435824173, TIGHT);
  }

  @Test
  void a_single_number_has_no_spread() {
    assertThat(Welch.of(logs(3), B)).isEmpty();
    assertThat(Welch.of(A, logs(3))).isEmpty();
    assertThat(Welch.next(logs(3), 1)).isEmpty();
  }

  @Test
  void two_constants_that_differ_are_told_apart() {
    Welch welch = Welch.of(new Student(5, 1, 0), new Student(5, 1.1, 0)).orElseThrow();
    assertThat(welch.pValue(0)).isZero();
    assertThat(welch.pValue(welch.difference())).isEqualTo(1);
    assertThat(welch.interval(0.95))
        .isEqualTo(new Interval(welch.difference(), welch.difference()));
  }

  /** The first n for which {@code t.ppf(.975, 2 * n - 2) * .1 * sqrt(2 / n) <= .05}: 32. */
  @Test
  void the_numbers_needed_are_the_fewest_that_suffice() {
    assertThat(Welch.needed(0.1, 0.1, 0.05, 0.95, 1000)).hasValue(32);
    assertThat(Welch.needed(0.1, 0.1, 0.05, 0.95, 31)).isEmpty();
    assertThat(Welch.needed(0.1, 0.1, 0, 0.95, 1000)).isEmpty();
    assertThat(Welch.needed(0, 0, 0.05, 0.95, 1000)).hasValue(2);
  }
}
