package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParetoTest {
  @Test
  void a_point_that_costs_more_and_gives_less_is_not_on_the_front() {
    assertThat(Pareto.front(new double[] {1, 2, 3, 1}, new double[] {5, 4, 9, 5}))
        .containsExactly(true, false, true, true);
    assertThat(Pareto.front(new double[] {Double.NaN, 2}, new double[] {5, 4}))
        .containsExactly(false, true);
  }

  @Test
  void a_clear_winner_is_certain_and_a_tie_is_not() {
    double[][] cost = {{1, 1, 1, 1}, {2, 2, 2, 2}, {0.9, 1.1, 0.9, 1.1}};
    double[][] gain = {{5, 5, 5, 5}, {4, 4, 4, 4}, {4.9, 5.2, 4.9, 5.2}};
    double[] p = Pareto.probabilities(cost, gain, 2000, 7);
    assertThat(p[1]).isZero();
    assertThat(p[2]).isBetween(0.5, 1.0);
    assertThat(Pareto.probabilities(cost, gain, 2000, 7)).isEqualTo(p);
  }

  @Test
  void a_point_missing_from_a_block_is_judged_by_the_others() {
    double none = Double.NaN;
    double[][] cost = {{1, none}, {none, none}};
    double[] p = Pareto.probabilities(cost, cost, 100, 1);
    assertThat(p[0]).isEqualTo(1);
    assertThat(p[1]).isNaN();
  }
}
