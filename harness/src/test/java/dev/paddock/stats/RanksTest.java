package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Signs and ranks. Values from R 4.2.2 and SciPy 1.17.1; each test says the call. */
class RanksTest {
  private static final Offset<Double> TIGHT = within(1e-12);
  private static final double[] SEVEN = {.031, -.012, .055, .02, .047, .008, -.004};

  /** {@code wilcox.test(d, conf.int = TRUE)$estimate}. */
  @Test
  void the_shift_agrees_with_R() {
    assertThat(HodgesLehmann.shift(SEVEN)).isCloseTo(0.02075, TIGHT);
  }

  @Test
  void one_wild_block_does_not_move_the_shift_as_it_moves_the_mean() {
    double[] wild = SEVEN.clone();
    wild[2] = 5;
    assertThat(HodgesLehmann.shift(wild)).isCloseTo(HodgesLehmann.shift(SEVEN), within(0.01));
  }

  /** {@code wilcox.test(x, y, exact = FALSE)$statistic / 30}; one pair is tied. */
  @Test
  void superiority_agrees_with_R() {
    double[] x = {110.2, 98.4, 121.9, 105.0, 99.7};
    double[] y = {100.1, 91.0, 104.2, 99.5, 95.8, 105.0};
    assertThat(VarghaDelaney.a12(x, y)).isCloseTo(0.75, TIGHT);
    assertThat(VarghaDelaney.a12(y, x)).isCloseTo(0.25, TIGHT);
  }

  /** {@code permutation_test((d,), np.mean, permutation_type="samples", n_resamples=inf)}. */
  @Test
  void the_exact_sign_flip_agrees_with_scipy() {
    assertThat(SignFlip.pValue(SEVEN, 1)).isCloseTo(0.09375, TIGHT);
  }

  @Test
  void the_fewest_blocks_just_reach_five_percent() {
    assertThat(SignFlip.pValue(new double[] {1, 2, 3, 4, 5, 6}, 1)).isEqualTo(2.0 / 64);
    assertThat(SignFlip.pValue(new double[] {1, 2, 3, 4, 5}, 1)).isEqualTo(2.0 / 32);
  }

  @Test
  void differences_that_are_all_the_same_size_are_counted_as_ties() {
    // 0.1 is no binary number: its sums differ in the last digit with the order of the signs.
    double[] tenths = new double[15];
    Arrays.fill(tenths, 0.1);
    tenths[0] = -0.1;
    assertThat(SignFlip.pValue(tenths, 1)).isCloseTo((15 + 1) * 2 / Math.pow(2, 15), TIGHT);
    assertThat(SignFlip.pValue(new double[] {0, 0, 0, 0, 0, 0}, 1)).isEqualTo(1);
  }

  @Test
  void counting_by_halves_counts_as_many_patterns_as_counting_them_all() {
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 1; n <= 15; n++) {
      double[] differences = random.doubles(n, -1, 2).toArray();
      double observed = Math.abs(Arrays.stream(differences).sum());
      int count = 0;
      for (int pattern = 0; pattern < 1 << n; pattern++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += (pattern >>> i & 1) == 0 ? differences[i] : -differences[i];
        }
        count += Math.abs(sum) >= observed - 1e-9 ? 1 : 0;
      }
      assertThat(SignFlip.pValue(differences, 1)).isEqualTo(count / Math.pow(2, n));
    }
  }

  @Test
  void drawn_patterns_agree_with_all_patterns() {
    SplittableRandom random = new SplittableRandom(5);
    double[] differences = IntStream.range(0, 24).mapToDouble(i -> random.nextGaussian()).toArray();
    double exact = SignFlip.pValue(differences, 1);
    double[] one = Arrays.copyOf(differences, 25);
    assertThat(SignFlip.pValue(one, 1)).isCloseTo(exact, within(0.01));
    assertThat(SignFlip.pValue(one, 1)).isEqualTo(SignFlip.pValue(one, 1));
  }

  @Property(tries = 200)
  void signs_scale_and_order_do_not_matter_to_the_sign_flip(
      @ForAll @Size(min = 6, max = 9) List<@DoubleRange(min = -5, max = 5) Double> listed,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale) {
    double[] values = array(listed);
    double p = SignFlip.pValue(values, 1);
    assertThat(p).isBetween(0.0, 1.0);
    assertThat(SignFlip.pValue(each(values, x -> -x * scale), 1)).isEqualTo(p);
    assertThat(SignFlip.pValue(backwards(values), 1)).isEqualTo(p);
  }

  @Property(tries = 200)
  void the_shift_moves_with_the_values(
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = -5, max = 5) Double> listed,
      @ForAll @DoubleRange(min = -100, max = 100) double by) {
    double[] values = array(listed);
    double shift = HodgesLehmann.shift(values);
    assertThat(HodgesLehmann.shift(each(values, x -> x + by))).isCloseTo(shift + by, within(1e-9));
    assertThat(HodgesLehmann.shift(each(values, x -> -x))).isCloseTo(-shift, within(1e-9));
    assertThat(HodgesLehmann.shift(backwards(values))).isCloseTo(shift, within(1e-9));
  }

  @Property(tries = 200)
  void superiority_of_one_is_inferiority_of_the_other(
      @ForAll @Size(min = 1, max = 9) int[] x, @ForAll @Size(min = 1, max = 9) int[] y) {
    double[] a = Arrays.stream(x).asDoubleStream().toArray();
    double[] b = Arrays.stream(y).asDoubleStream().toArray();
    assertThat(VarghaDelaney.a12(a, b) + VarghaDelaney.a12(b, a)).isCloseTo(1, TIGHT);
    assertThat(VarghaDelaney.a12(a, a)).isCloseTo(0.5, TIGHT);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] each(double[] values, DoubleUnaryOperator to) {
    return Arrays.stream(values).map(to).toArray();
  }

  private static double[] backwards(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[values.length - 1 - i])
        .toArray();
  }
}
