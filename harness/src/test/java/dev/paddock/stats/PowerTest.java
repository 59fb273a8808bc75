package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from R 4.2.2; each test says the call. */
class PowerTest {

  /**
   * {@code q <- qt(1 - a / 2, n - 1); ncp <- d / sd * sqrt(n); pt(q, n - 1, ncp, lower = FALSE) +
   * pt(-q, n - 1, ncp)}.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 0.05, 0.05, 0.05, 0.401389917372453",
    "12, 0.03, 0.03, 0.05, 0.882891637729799",
    "8, 0.1, 0.02, 0.01, 0.017956927220322",
    "2, 0.1, 0.3, 0.05, 0.260770714229384",
    "40, 0.05, 0.02, 0.05, 0.693986389301259",
    "6, 0.001, 0.05, 0.05, 1"
  })
  void the_power_of_the_paired_t_test_agrees_with_R(
      int n, double sd, double shift, double alpha, double power) {
    assertThat(Power.ofPairedT(n, sd, shift, alpha)).isCloseTo(power, within(1e-8));
    assertThat(Power.ofPairedT(n, sd, -shift, alpha)).isCloseTo(power, within(1e-8));
  }

  /** {@code uniroot(function(d) power(10, .04, d) - .8, c(0, 1), tol = 1e-14)$root}. */
  @Test
  void the_smallest_shift_found_agrees_with_R() {
    assertThat(Power.smallest(10, 0.04, 0.8, 0.05)).isCloseTo(0.0398400548582042, within(1e-8));
    assertThat(Power.smallest(10, 0, 0.8, 0.05)).isZero();
  }

  /** The same by the error of a difference, to what is read of it; and of very few, and of many. */
  @Test
  void what_is_shown_is_what_the_test_finds() {
    double error = 0.04 / Math.sqrt(10);
    assertThat(Power.shown(9, error, 0.8, 0.95)).isCloseTo(0.0398400548582042, within(1e-5));
    for (int n : new int[] {2, 3, 8, 200}) {
      assertThat(Power.shown(n - 1.0, 1 / Math.sqrt(n), 0.8, 0.99))
          .isCloseTo(Power.smallest(n, 1, 0.8, 0.01), withinPercentage(n == 2 ? 2 : 0.1));
    }
  }

  /** The normal approximation would promise 80 % with 8 numbers. */
  @Test
  void the_blocks_that_a_power_takes_are_the_first_that_have_it() {
    int blocks = Power.blocks(0.05, 0.05, 0.8, 0.05, 100).orElseThrow();
    assertThat(blocks).isEqualTo(10);
    assertThat(Power.ofPairedT(blocks, 0.05, 0.05, 0.05)).isGreaterThanOrEqualTo(0.8);
    assertThat(Power.ofPairedT(blocks - 1, 0.05, 0.05, 0.05)).isLessThan(0.8);
    assertThat(Power.blocks(0.05, 0.001, 0.8, 0.05, 100)).isEmpty();
  }

  @Test
  void one_difference_is_refused() {
    assertThatThrownBy(() -> Power.ofPairedT(1, 1, 1, 0.05))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 100)
  void power_grows_with_the_shift_and_the_scale_does_not_matter(
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @DoubleRange(min = 0.01, max = 2) double shift,
      @ForAll @DoubleRange(min = 0.1, max = 10) double scale) {
    double power = Power.ofPairedT(n, 1, shift, 0.05);
    assertThat(power).isBetween(0.05, 1.0);
    assertThat(Power.ofPairedT(n, 1, shift * 1.1, 0.05)).isGreaterThanOrEqualTo(power - 1e-9);
    assertThat(Power.ofPairedT(n, scale, shift * scale, 0.05)).isCloseTo(power, within(1e-9));
  }

  /** R: {@code sd * sqrt((n - 1) / qchisq(1 - confidence, n - 1))}. */
  @Test
  void the_bound_of_a_spread_agrees_with_R() {
    assertThat(SpreadBound.upper(0.1, 5, 0.8)).isCloseTo(0.155757542255663, within(1e-9));
    assertThat(SpreadBound.upper(0.05, 12, 0.95)).isCloseTo(0.0775317648462867, within(1e-9));
    assertThatThrownBy(() -> SpreadBound.upper(0.1, 1, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
