package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MultiplicityTest {
  private static final double[] P = {0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205};

  /** {@code scipy.stats.false_discovery_control(p)}. */
  @Test
  void adjusted_p_values_agree_with_scipy() {
    assertThat(Multiplicity.benjaminiHochberg(P))
        .containsExactly(
            new double[] {0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.08457142857142858, 0.205},
            within(1e-12));
  }

  /** R: p.adjust(p, "holm") of the same eight. */
  @Test
  void holm_is_step_down() {
    assertThat(Multiplicity.holmAdjusted(P))
        .containsExactly(
            new double[] {0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234}, within(1e-12));
    double[] confidence = Multiplicity.holm(P, 0.05);
    assertThat(confidence[0]).isCloseTo(1 - 0.05 / 8, within(1e-12));
    assertThat(confidence[1]).as("fails at 0.05 / 7").isCloseTo(1 - 0.05 / 7, within(1e-12));
    assertThat(confidence[7]).isCloseTo(1 - 0.05 / 7, within(1e-12));
  }

  @Test
  void intervals_leave_out_the_null_exactly_where_the_test_selects() {
    double confidence = Multiplicity.falseCoverage(P, 0.05);
    assertThat(confidence).as("two of eight selected").isCloseTo(1 - 2 * 0.05 / 8, within(1e-12));
    double[] adjusted = Multiplicity.benjaminiHochberg(P);
    for (int i = 0; i < P.length; i++) {
      assertThat(P[i] <= 1 - confidence).isEqualTo(adjusted[i] <= 0.05);
    }
  }

  @Test
  void a_family_without_a_find_pays_the_full_price() {
    assertThat(Multiplicity.falseCoverage(new double[] {0.5, 0.9}, 0.05))
        .isCloseTo(0.975, within(1e-12));
    assertThat(Multiplicity.falseCoverage(new double[0], 0.05)).isCloseTo(0.95, within(1e-12));
  }
}
