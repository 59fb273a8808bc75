package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class BestSetTest {
  /** SciPy: {@code t.ppf(1 - 0.05 / 22, 44)} is 2.99076; 12 cells, 2 metrics, 5 blocks. */
  @Test
  void c_is_students_one_sided_quantile_at_the_error_shared_by_metrics_and_cells() {
    double confidence = BestSet.confidence(0.05, 2, 12);
    double c = TDistribution.of(44).inverseCumulativeProbability((1 + confidence) / 2);
    assertThat(c).isCloseTo(2.99076, within(1e-5));
  }

  @Test
  void one_metric_of_one_cell_has_no_best() {
    assertThatThrownBy(() -> BestSet.confidence(0.05, 1, 1)).hasMessageContaining("the best of 1");
  }

  @Test
  void a_cell_that_another_is_shown_to_be_ahead_of_is_out_of_the_set() {
    assertThat(BestSet.of(List.of(1, 2, 3, 9), (one, other) -> one + 2 < other))
        .containsExactly(1, 2, 3);
    assertThat(BestSet.of(List.of(1, 2, 3), (one, other) -> false)).containsExactly(1, 2, 3);
  }

  /** Two equal bests: each of them is in the set as often as the error says. */
  @Test
  void the_true_best_is_out_no_more_often_than_promised() {
    SplittableRandom random = new SplittableRandom(5);
    int out = 0;
    for (int run = 0; run < 2000; run++) {
      List<Strata.Observation> seen = new ArrayList<>();
      for (int block = 0; block < 3; block++) {
        double level = random.nextGaussian();
        for (int t = 0; t < 6; t++) {
          seen.add(
              new Strata.Observation(
                  block, t, level + 0.1 * random.nextGaussian() + 0.01 * Math.floorDiv(t, 2)));
        }
      }
      Pooled pooled = Pooled.of(seen, new int[6]);
      double confidence = BestSet.confidence(0.05, 1, 6);
      List<Integer> set =
          BestSet.of(
              List.of(0, 1, 2, 3, 4, 5),
              (one, other) ->
                  pooled
                          .difference(one, other)
                          .orElseThrow()
                          .interval(confidence)
                          .orElseThrow()
                          .high()
                      < 0);
      out += set.contains(0) ? 0 : 1;
    }
    assertThat(out).as("of 2000").isLessThanOrEqualTo(100 + 20);
  }
}
