package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.stats.Strata.Contrast;
import dev.paddock.stats.Strata.Observation;
import dev.paddock.stats.Strata.Stratum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Values from R 4.2.2: {@code d <- expand.grid(C=factor(1:2), B=factor(1:2), A=factor(1:3),
 * block=factor(1:5)); d$y <- c(…); m <- aov(y ~ A*B*C + Error(block/A), d)}.
 */
class StrataTest {
  private static final Offset<Double> TIGHT = within(1e-10);
  private static final double[] Y = {
    3.1232, 3.082, 3.1162, 3.1156, 3.0968, 3.0705, 3.1167, 3.1063, 3.0042, 3.0692, 3.0866, 3.1136,
    2.9644, 2.9425, 3.0128, 2.9749, 3.0742, 3.109, 3.067, 3.0619, 2.9603, 2.9254, 3.0088, 2.9194,
    3.1544, 3.1531, 3.182, 3.1677, 3.3187, 3.2431, 3.2771, 3.2783, 3.1736, 3.1891, 3.2851, 3.2081,
    3.1044, 3.1419, 3.1163, 3.1615, 3.1949, 3.2589, 3.1876, 3.2889, 3.1809, 3.17, 3.2151, 3.2537,
    3.3408, 3.3199, 3.3298, 3.3104, 3.3932, 3.4274, 3.4437, 3.4109, 3.3201, 3.293, 3.3391, 3.3614
  };

  /** By treatment 4 a + 2 b + c. */
  private static final int[] SETUPS = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};

  private static List<Observation> observed(Set<Integer> missing) {
    return IntStream.range(0, 60)
        .filter(i -> !missing.contains(i + 1))
        .mapToObj(i -> new Observation(i / 12, i % 12, Y[i]))
        .toList();
  }

  private static double[] coefficients(ToDoubleFunction<int[]> of) {
    return IntStream.range(0, 12)
        .mapToDouble(t -> of.applyAsDouble(new int[] {t / 4, t / 2 % 2, t % 2}))
        .toArray();
  }

  private static final double[] A2 = coefficients(l -> l[0] == 1 ? 0.25 : l[0] == 0 ? -0.25 : 0);
  private static final double[] B2 = coefficients(l -> l[1] == 1 ? 1.0 / 6 : -1.0 / 6);
  private static final double[] A2_B2 =
      coefficients(l -> l[0] == 2 ? 0 : l[0] == l[1] ? 0.5 : -0.5);

  /** {@code se.contrast(m, list(A == "2", A == "1"), data = d)}; 8 df in block:A. */
  @Test
  void a_server_setting_is_tested_against_the_error_of_whole_plots() {
    Contrast a = Strata.of(observed(Set.of()), SETUPS).contrast(A2).orElseThrow();
    assertThat(a.value()).isCloseTo(0.080565, TIGHT);
    assertThat(a.error().orElseThrow()).isCloseTo(0.0211588699879427, TIGHT);
    assertThat(a.df()).isEqualTo(8);
    assertThat(a.stratum()).isEqualTo(Stratum.WHOLE_PLOTS);
    // R: .080565 + c(-1, 1) * qt(.975, 8) * .0211588699879427; 2 * pt(-.080565 / …, 8)
    assertThat(a.interval(0.95).orElseThrow().low()).isCloseTo(0.03177256, within(1e-8));
    assertThat(a.pValue(0)).isCloseTo(0.005180128, within(1e-8));
  }

  /**
   * {@code se.contrast(m, list(B == "2", B == "1"), data = d)}; {@code sqrt(4 * MSwithin / 10)}.
   */
  @Test
  void what_varies_within_plots_is_tested_against_the_error_within_them() {
    Strata strata = Strata.of(observed(Set.of()), SETUPS);
    Contrast b = strata.contrast(B2).orElseThrow();
    assertThat(b.value()).isCloseTo(0.0239133333333332, TIGHT);
    assertThat(b.error().orElseThrow()).isCloseTo(0.0075737053654709, TIGHT);
    assertThat(b.df()).isEqualTo(36);
    assertThat(b.stratum()).isEqualTo(Stratum.WITHIN_PLOTS);
    Contrast both = strata.contrast(A2_B2).orElseThrow();
    assertThat(both.value()).isCloseTo(-0.0108899999999998, TIGHT);
    assertThat(both.error().orElseThrow()).isCloseTo(0.0185517136075829, TIGHT);
    assertThat(both.stratum()).isEqualTo(Stratum.WITHIN_PLOTS);
  }

  /** {@code aov(y ~ A*B*C + Error(block), d)}: 44 df, a third of the honest error. */
  @Test
  void without_whole_plots_all_is_tested_against_one_error() {
    Contrast a = Strata.of(observed(Set.of()), new int[12]).contrast(A2).orElseThrow();
    assertThat(a.value()).isCloseTo(0.080565, TIGHT);
    assertThat(a.error().orElseThrow()).isCloseTo(0.0123206007576864, TIGHT);
    assertThat(a.df()).isEqualTo(44);
  }

  /**
   * Four trials are missing, and a cell was dropped after two blocks. {@code w <- lm(y ~ plot +
   * cell, e)}, the contrast of its cell effects by {@code vcov}; then the plots' means of {@code y
   * - (cell effects centred by A)}, {@code lm(means ~ block + A)}.
   */
  @Test
  void missing_trials_do_not_shift_an_effect() {
    Strata strata = Strata.of(observed(Set.of(3, 17, 18, 40, 36, 48, 60)), SETUPS);
    Contrast b = strata.contrast(B2).orElseThrow();
    assertThat(b.value()).isCloseTo(0.022879358974359, TIGHT);
    assertThat(b.error().orElseThrow()).isCloseTo(0.00870205071543573, TIGHT);
    assertThat(b.df()).isEqualTo(29);
    Contrast a = strata.contrast(A2).orElseThrow();
    assertThat(a.value()).isCloseTo(0.0781684615384617, TIGHT);
    assertThat(a.error().orElseThrow()).isCloseTo(0.0205609980521113, TIGHT);
    assertThat(a.df()).isEqualTo(8);
  }

  @Test
  void a_plot_that_lost_its_slow_treatment_does_not_look_fast() {
    List<Observation> exact = new ArrayList<>();
    for (int block = 0; block < 3; block++) {
      for (int t = 0; t < 4; t++) {
        if (block != 1 || t != 3) {
          exact.add(new Observation(block, t, block + (t < 2 ? 0 : 0.1) + (t % 2) * 5));
        }
      }
    }
    Strata strata = Strata.of(exact, new int[] {0, 0, 1, 1});
    assertThat(strata.contrast(new double[] {-.5, -.5, .5, .5}).orElseThrow().value())
        .isCloseTo(0.1, TIGHT);
  }

  @Test
  void one_block_has_no_error_and_no_interval() {
    List<Observation> one =
        IntStream.range(0, 4).mapToObj(t -> new Observation(0, t, t * t)).toList();
    Contrast contrast =
        Strata.of(one, new int[4]).contrast(new double[] {-1, 0, 0, 1}).orElseThrow();
    assertThat(contrast.value()).isCloseTo(9, TIGHT);
    assertThat(contrast.error()).isEmpty();
    assertThat(contrast.interval(0.95)).isEmpty();
    assertThat(contrast.pValue(0)).isEqualTo(1);
  }

  @Test
  void what_was_never_seen_together_is_not_compared() {
    List<Observation> apart =
        List.of(
            new Observation(0, 0, 1),
            new Observation(0, 1, 2),
            new Observation(1, 2, 3),
            new Observation(1, 3, 5));
    Strata strata = Strata.of(apart, new int[5]);
    assertThat(strata.contrast(new double[] {-1, 0, 1, 0, 0})).isEmpty();
    assertThat(strata.contrast(new double[] {-1, 1, 0, 0, 0}).orElseThrow().value())
        .isCloseTo(1, TIGHT);
    assertThat(strata.contrast(new double[] {-1, 0, 0, 0, 1})).as("never seen").isEmpty();
  }

  /** A contrast of single cells of two setups; its error holds a share of both. */
  @Test
  void a_contrast_across_setups_has_the_error_of_both_strata() {
    double[] coefficients = new double[12];
    coefficients[0] = -1;
    coefficients[7] = 1;
    Contrast cells = Strata.of(observed(Set.of()), SETUPS).contrast(coefficients).orElseThrow();
    // 2 * MSplot / 20 for the means of the setups, 2 * (1 - 1/4) * MSwithin / 5 for the deviations
    double between = 2 * 0.0044769777917 / 20;
    double inside = 2 * 0.75 * 0.00086041519444 / 5;
    assertThat(cells.error().orElseThrow()).isCloseTo(Math.sqrt(between + inside), within(1e-9));
    double df = Math.pow(between + inside, 2) / (between * between / 8 + inside * inside / 36);
    assertThat(cells.df()).isCloseTo(df, within(1e-6));
  }

  @Property(tries = 60)
  void blocks_order_and_scale_do_not_matter(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 20) double scale) {
    List<Observation> plain = new ArrayList<>(observed(Set.of(3, 17, 40)));
    Contrast expected = Strata.of(plain, SETUPS).contrast(A2_B2).orElseThrow();
    List<Observation> moved =
        new ArrayList<>(
            plain.stream()
                .map(
                    o -> new Observation(o.block(), o.treatment(), scale * (o.value() + o.block())))
                .toList());
    Collections.shuffle(moved, new Random(seed));
    Contrast found = Strata.of(moved, SETUPS).contrast(A2_B2).orElseThrow();
    assertThat(found.value()).isCloseTo(scale * expected.value(), within(1e-9));
    assertThat(found.error().orElseThrow())
        .isCloseTo(scale * expected.error().orElseThrow(), within(1e-9));
  }

  /** Noise between plots makes the error within them a lie: it calls chance an effect. */
  @Test
  void intervals_of_a_server_setting_cover_where_plots_differ() {
    SplittableRandom random = new SplittableRandom(9);
    int covered = 0;
    int lied = 0;
    for (int run = 0; run < 1000; run++) {
      List<Observation> observations = new ArrayList<>();
      for (int block = 0; block < 6; block++) {
        double level = random.nextGaussian();
        double[] plots = {0.1 * random.nextGaussian(), 0.1 * random.nextGaussian()};
        for (int t = 0; t < 8; t++) {
          double noise = 0.03 * random.nextGaussian();
          observations.add(new Observation(block, t, level + plots[t / 4] + noise));
        }
      }
      double[] effect = IntStream.range(0, 8).mapToDouble(t -> t < 4 ? -.25 : .25).toArray();
      int[] setups = IntStream.range(0, 8).map(t -> t / 4).toArray();
      covered += covers(Strata.of(observations, setups), effect) ? 1 : 0;
      lied += covers(Strata.of(observations, new int[8]), effect) ? 0 : 1;
    }
    assertThat(covered).isBetween(935, 965);
    assertThat(lied).as("one error for all").isGreaterThan(300);
  }

  private static boolean covers(Strata strata, double[] contrast) {
    Interval interval = strata.contrast(contrast).orElseThrow().interval(0.95).orElseThrow();
    return interval.low() <= 0 && 0 <= interval.high();
  }

  @Test
  void two_trials_of_a_treatment_in_a_block_count_as_their_mean() {
    List<Observation> twice = new ArrayList<>(observed(Set.of()));
    Observation first = twice.getFirst();
    twice.set(0, new Observation(first.block(), first.treatment(), first.value() - 1));
    twice.add(new Observation(first.block(), first.treatment(), first.value() + 1));
    Contrast b = Strata.of(twice, SETUPS).contrast(B2).orElseThrow();
    assertThat(b.value()).isCloseTo(0.0239133333333332, TIGHT);
    assertThat(b.df()).isEqualTo(36);
  }
}
