package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.stats.Strata.Contrast;
import dev.paddock.stats.Strata.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PooledTest {
  private static final Offset<Double> TIGHT = within(1e-10);

  /** Spreads by treatment, an error of whole plots, and gaps where {@code lost} says so. */
  private static List<Observation> observed(
      long seed, int blocks, double[] spreads, int[] setups, double plots, double lost) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> observed = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      double level = 0.2 * random.nextGaussian();
      double[] plot = new double[setups.length];
      for (int s = 0; s < plot.length; s++) {
        plot[s] = plots * random.nextGaussian();
      }
      for (int t = 0; t < spreads.length; t++) {
        double value = level + plot[setups[t]] + spreads[t] * random.nextGaussian();
        if (random.nextDouble() >= lost) {
          observed.add(new Observation(block, t, value));
        }
      }
    }
    return observed;
  }

  private static double[] equal(int treatments) {
    return IntStream.range(0, treatments).mapToDouble(t -> 0.1).toArray();
  }

  private static double[] pair(int treatments, int one, int other) {
    double[] coefficients = new double[treatments];
    coefficients[one] = 1;
    coefficients[other] = -1;
    return coefficients;
  }

  @Test
  void where_nothing_is_missing_it_is_the_contrast_of_the_strata() {
    int[] setups = {0, 0, 0, 1, 1, 1};
    List<Observation> all = observed(3, 5, equal(6), setups, 0.05, 0);
    Strata strata = Strata.of(all, setups);
    Pooled pooled = Pooled.of(all, setups);
    for (int other : new int[] {1, 4}) {
      Contrast expected = strata.contrast(pair(6, 0, other)).orElseThrow();
      Contrast found = pooled.difference(0, other).orElseThrow();
      assertThat(found.value()).isCloseTo(expected.value(), TIGHT);
      assertThat(found.error().orElseThrow()).isCloseTo(expected.error().orElseThrow(), TIGHT);
      assertThat(found.df()).isCloseTo(expected.df(), TIGHT);
      assertThat(found.stratum()).isEqualTo(expected.stratum());
    }
  }

  @Test
  void of_two_treatments_it_is_the_paired_t() {
    List<Observation> all = observed(4, 6, new double[] {0.1, 0.4}, new int[2], 0, 0);
    Contrast found = Pooled.of(all, new int[2]).difference(0, 1).orElseThrow();
    double[] differences =
        IntStream.range(0, 6)
            .mapToDouble(b -> all.get(2 * b).value() - all.get(2 * b + 1).value())
            .toArray();
    Student alone = Student.of(differences);
    assertThat(found.error().orElseThrow()).isCloseTo(alone.sd() / Math.sqrt(6), TIGHT);
    assertThat(found.df()).isEqualTo(5);
  }

  @Test
  void a_difference_rests_on_the_blocks_that_have_both() {
    List<Observation> all = new ArrayList<>(observed(5, 5, equal(4), new int[4], 0, 0));
    all.removeIf(one -> one.block() == 2 && one.treatment() == 1);
    Contrast found = Pooled.of(all, new int[4]).difference(0, 1).orElseThrow();
    double mean =
        IntStream.of(0, 1, 3, 4)
            .mapToDouble(block -> value(all, block, 0) - value(all, block, 1))
            .average()
            .orElseThrow();
    assertThat(found.value()).isCloseTo(mean, TIGHT);
    assertThat(found.df()).isEqualTo(4 * 3 - 1);
    all.removeIf(one -> one.treatment() == 1);
    assertThat(Pooled.of(all, new int[4]).difference(0, 1)).isEmpty();
  }

  private static double value(List<Observation> all, int block, int treatment) {
    return all.stream()
        .filter(one -> one.block() == block && one.treatment() == treatment)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void one_block_has_no_error() {
    List<Observation> all = observed(6, 1, equal(4), new int[4], 0, 0);
    assertThat(Pooled.of(all, new int[4]).difference(0, 1).orElseThrow().error()).isEmpty();
  }

  @Test
  void a_spread_of_three_times_is_found_and_equal_ones_stay_together() {
    double[] spreads = equal(6);
    spreads[2] = 0.3;
    int found = 0;
    int wrong = 0;
    int split = 0;
    for (int run = 0; run < 1000; run++) {
      Pooled pooled = Pooled.of(observed(run, 5, spreads, new int[6], 0, 0), new int[6]);
      found += pooled.standsApart(2) ? 1 : 0;
      wrong += pooled.standsApart(0) ? 1 : 0;
      Pooled alike = Pooled.of(observed(9000 + run, 5, equal(6), new int[6], 0, 0), new int[6]);
      split += alike.standsApart(0) ? 1 : 0;
    }
    assertThat(found).as("of 1000 wild ones").isGreaterThan(700);
    assertThat(wrong).as("of 1000 beside a wild one").isLessThan(100);
    assertThat(split).as("of 1000 among equals").isLessThan(100);
  }

  @Test
  void a_treatment_that_stands_apart_does_not_widen_what_the_others_say() {
    double[] spreads = {0.1, 0.1, 0.1, 0.1, 3};
    List<Observation> all = observed(8, 6, spreads, new int[5], 0, 0);
    Pooled pooled = Pooled.of(all, new int[5]);
    assertThat(pooled.standsApart(4)).isTrue();
    assertThat(pooled.difference(0, 1).orElseThrow().error().orElseThrow()).isLessThan(0.1);
    assertThat(pooled.difference(0, 1).orElseThrow().df()).isEqualTo(15);
    assertThat(pooled.difference(0, 4).orElseThrow().df()).isEqualTo(5);
  }

  /** Of two setups with other numbers of treatments, and trials that are lost. */
  @Test
  void intervals_cover_where_plots_differ_and_trials_are_lost() {
    int[] setups = {0, 1, 1, 1, 2, 2};
    int covered = 0;
    int within = 0;
    for (int run = 0; run < 2000; run++) {
      Pooled pooled = Pooled.of(observed(run, 6, equal(6), setups, 0.1, 0.15), setups);
      covered += covers(pooled, 0, 1) ? 1 : 0;
      within += covers(pooled, 1, 2) ? 1 : 0;
    }
    assertThat(covered).as("of 2000, across").isBetween(1870, 1940);
    assertThat(within).as("of 2000, within").isBetween(1870, 1930);
  }

  private static boolean covers(Pooled pooled, int one, int other) {
    // Once in a thousand runs no block has both.
    return pooled
        .difference(one, other)
        .flatMap(difference -> difference.interval(0.95))
        .filter((Interval interval) -> interval.low() > 0 || interval.high() < 0)
        .isEmpty();
  }
}
