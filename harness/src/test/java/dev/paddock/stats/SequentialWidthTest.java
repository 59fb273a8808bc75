package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulation that the constants come from, seeded. */
class SequentialWidthTest {
  private static final int PATHS = 4_000;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  @Test
  void the_plain_interval_of_95_percent_covers_less_under_the_rule() {
    Interval coverage = coverage(5, 40, n -> 0.95, n -> 0.95);
    assertThat(coverage.low()).isBetween(0.91, 0.93);
  }

  /** The required range is 93.5 to 96.5 %; half a point is room for a family of designs. */
  @ParameterizedTest
  @CsvSource({
    "5, 5", "5, 6", "5, 7", "5, 9", "5, 12", "5, 20", "5, 40", "5, 200", "8, 30", "20, 60"
  })
  void the_corrected_interval_covers_at_every_spread(int least, int most) {
    IntToDoubleFunction corrected = n -> SequentialWidth.confidence(n, least, most);
    Interval coverage = coverage(least, most, corrected, corrected);
    assertThat(coverage.within(0.94, 0.96)).as("%s", coverage).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 8, 0.9",
    "5, 40, 0.9",
    "5, 8, 0.99",
    "5, 40, 0.99",
    "5, 12, 0.996",
    "5, 60, 0.996",
    "5, 40, 0.999"
  })
  void an_interval_adjusted_for_a_family_keeps_its_own_promise(int least, int most, double wanted) {
    Interval coverage =
        coverage(
            least,
            most,
            n -> SequentialWidth.confidence(n, least, most),
            n -> SequentialWidth.confidence(wanted, n, least, most));
    assertThat(1 - coverage.low()).isLessThan(1.1 * (1 - wanted));
  }

  @Test
  void few_numbers_that_may_stop_a_run_are_not_trusted_like_many() {
    assertThat(SequentialWidth.confidence(5, 2, 40))
        .isGreaterThan(SequentialWidth.confidence(20, 2, 40));
    IntToDoubleFunction corrected = n -> SequentialWidth.confidence(n, 3, 40);
    assertThat(coverage(3, 40, corrected, corrected).within(0.93, 0.965)).isTrue();
  }

  @Test
  void a_run_that_cannot_stop_is_not_corrected() {
    assertThat(SequentialWidth.confidence(5, 5, 5)).isCloseTo(0.95, within(1e-12));
    assertThat(SequentialWidth.confidence(0.99, 2, 2, 2)).isCloseTo(0.99, within(1e-12));
  }

  @Test
  void a_confidence_that_was_not_simulated_is_refused() {
    assertThatThrownBy(() -> SequentialWidth.confidence(0.89, 5, 5, 12))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The lowest and the highest coverage over the true spreads, in units of the wanted width. */
  private static Interval coverage(
      int least, int most, IntToDoubleFunction rule, IntToDoubleFunction reported) {
    double[] looked = halves(least, most, rule);
    double[] stated = halves(least, most, reported);
    double[][] spreads = spreads(least, most);
    double low = 1;
    double high = 0;
    for (double wanted = 0.1; wanted < 13; wanted *= 1.25) {
      double sum = 0;
      for (double[] path : spreads) {
        int i = 0;
        while (i < path.length - 1 && looked[i] * path[i] > wanted) {
          i++;
        }
        double half = stated[i] * path[i] * Math.sqrt(least + i);
        sum += 2 * NORMAL.cumulativeProbability(half) - 1;
      }
      low = Math.min(low, sum / spreads.length);
      high = Math.max(high, sum / spreads.length);
    }
    return new Interval(low, high);
  }

  private static double[] halves(int least, int most, IntToDoubleFunction confidence) {
    double[] halves = new double[most - least + 1];
    for (int n = least; n <= most; n++) {
      halves[n - least] =
          new TDistribution(null, n - 1)
                  .inverseCumulativeProbability((1 + confidence.applyAsDouble(n)) / 2)
              / Math.sqrt(n);
    }
    return halves;
  }

  /** Standard deviations of the first n of a path of normal numbers, as n grows. */
  private static double[][] spreads(int least, int most) {
    SplittableRandom random = new SplittableRandom(11);
    double[][] spreads = new double[PATHS][most - least + 1];
    for (double[] path : spreads) {
      double squares = 0;
      for (int n = 2; n <= most; n++) {
        double z = random.nextGaussian();
        squares += z * z;
        if (n >= least) {
          path[n - least] = Math.sqrt(squares / (n - 1));
        }
      }
    }
    return spreads;
  }
}
