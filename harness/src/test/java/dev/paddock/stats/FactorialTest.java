package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FactorialTest {
  private static final int[][] TWO_BY_THREE = {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}};

  @Test
  void an_effect_is_averaged_over_the_other_factor() {
    Factorial factorial = new Factorial(TWO_BY_THREE);
    double third = 1.0 / 3;
    assertThat(factorial.effect(0, 1).orElseThrow())
        .containsExactly(-third, -third, -third, third, third, third);
    assertThat(factorial.effect(1, 2).orElseThrow()).containsExactly(-.5, 0, .5, -.5, 0, .5);
    assertThat(factorial.interaction(0, 1, 1, 2).orElseThrow()).containsExactly(1, 0, -1, -1, 0, 1);
  }

  @Test
  void a_treatment_without_its_pair_is_left_out_of_both_sides() {
    Factorial holed = new Factorial(new int[][] {{0, 0}, {0, 1}, {1, 0}, {1, 2}});
    assertThat(holed.effect(0, 1).orElseThrow()).containsExactly(-1, 0, 1, 0);
    assertThat(holed.interaction(0, 1, 1, 2)).isEmpty();
  }

  @Test
  void a_factor_that_means_nothing_to_a_treatment_is_not_its_first_level() {
    Factorial some =
        new Factorial(new int[][] {{0, Factorial.NONE}, {1, 0}, {1, 1}, {0, Factorial.NONE}});
    assertThat(some.effect(1, 1).orElseThrow()).containsExactly(0, -1, 1, 0);
  }

  /**
   * Half of 2³, I = ABC, where no two treatments differ in one factor alone. NumPy: {@code
   * numpy.linalg.pinv(numpy.column_stack([ones(4), A, B, C]))[1]}.
   */
  @Test
  void a_fraction_of_all_combinations_has_effects_too() {
    Factorial half = new Factorial(new int[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {1, 1, 1}});
    assertThat(half.effect(0, 1).orElseThrow())
        .containsExactly(new double[] {-.5, .5, -.5, .5}, within(1e-12));
    assertThat(half.interaction(0, 1, 1, 1)).isEmpty();
  }

  @Test
  void factors_that_always_change_together_are_not_told_apart() {
    Factorial tied = new Factorial(new int[][] {{0, 0}, {1, 1}});
    assertThat(tied.effect(0, 1)).isEmpty();
    Factorial still = new Factorial(new int[][] {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {0, 0}, {1, 1}});
    assertThat(still.effect(0, 1)).isEmpty();
  }

  @Property(tries = 60)
  void contrasts_sum_to_nothing_and_find_a_planted_effect(
      @ForAll @IntRange(min = 2, max = 4) int a,
      @ForAll @IntRange(min = 2, max = 4) int b,
      @ForAll @IntRange(min = 2, max = 3) int c) {
    int[][] levels =
        IntStream.range(0, a * b * c)
            .mapToObj(i -> new int[] {i / (b * c), i / c % b, i % c})
            .toArray(int[][]::new);
    Factorial factorial = new Factorial(levels);
    double[] effect = factorial.effect(1, b - 1).orElseThrow();
    assertThat(Arrays.stream(effect).sum()).isCloseTo(0, within(1e-9));
    double found = 0;
    for (int t = 0; t < levels.length; t++) {
      found += effect[t] * (3 * levels[t][0] + (levels[t][1] == b - 1 ? 0.7 : 0) - levels[t][2]);
    }
    assertThat(found).isCloseTo(0.7, within(1e-9));
    double[] both = factorial.interaction(0, a - 1, 2, c - 1).orElseThrow();
    assertThat(Arrays.stream(both).sum()).isCloseTo(0, within(1e-9));
  }
}
