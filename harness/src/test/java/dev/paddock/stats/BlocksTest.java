package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** One number a block. Values from R 4.2.2 and SciPy 1.17.1; each test says the call. */
class BlocksTest {
  private static final double[] SEVEN = {.031, -.012, .055, .02, .047, .008, -.004};
  private static final double[] EIGHT = {.031, -.012, .055, .02, .047, .008, -.004, .09};
  private static final double LOW = Math.log(0.97);
  private static final double HIGH = Math.log(1.03);

  /**
   * {@code max(t.test(d, mu = log(.97), alternative = "greater")$p.value, t.test(d, mu = log(1.03),
   * alternative = "less")$p.value)}.
   */
  @Test
  void equivalence_agrees_with_R() {
    assertThat(Tost.pValue(Student.of(SEVEN), LOW, HIGH))
        .isCloseTo(0.194617650043127, within(1e-12));
    Student tenth = Student.of(Arrays.stream(SEVEN).map(x -> x / 10).toArray());
    assertThat(Tost.pValue(tenth, LOW, HIGH)).isCloseTo(5.75653328405348e-08, within(1e-14));
  }

  @Test
  void one_block_shows_no_equivalence() {
    assertThat(Tost.pValue(Student.of(new double[] {0}), LOW, HIGH)).isEqualTo(1);
    assertThat(Tost.pValue(new Student(5, 0, 0), LOW, HIGH)).isZero();
    assertThat(Tost.pValue(new Student(5, 0.2, 0), LOW, HIGH)).isEqualTo(1);
    assertThatThrownBy(() -> Tost.pValue(Student.of(SEVEN), HIGH, LOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void equivalence_at_5_percent_is_an_interval_of_90_percent_inside(
      @ForAll @Size(min = 2, max = 9) List<@DoubleRange(min = -0.05, max = 0.05) Double> listed) {
    Student student = Student.of(array(listed));
    boolean inside = student.interval(0.9).orElseThrow().within(LOW, HIGH);
    assertThat(Tost.pValue(student, LOW, HIGH) <= 0.05).isEqualTo(inside);
  }

  /** {@code bootstrap((d,), np.mean, n_resamples=400000, method=m)}, m "percentile" and "BCa". */
  @Test
  void the_bootstrap_agrees_with_scipy() {
    BlockBootstrap mean =
        BlockBootstrap.of(
            8,
            blocks -> Arrays.stream(blocks).mapToDouble(b -> EIGHT[b]).average().orElse(0),
            40_000,
            3);
    assertThat(mean.percentile(0.95).low()).isCloseTo(0.00875, within(5e-4));
    assertThat(mean.percentile(0.95).high()).isCloseTo(0.052, within(5e-4));
    assertThat(mean.accelerated(0.95).orElseThrow().low()).isCloseTo(0.010125, within(5e-4));
    assertThat(mean.accelerated(0.95).orElseThrow().high()).isCloseTo(0.054375, within(5e-4));
  }

  @Test
  void a_bootstrap_that_never_moves_has_no_corrected_interval_to_the_wrong_side() {
    BlockBootstrap constant = BlockBootstrap.of(5, blocks -> 1, 100, 1);
    assertThat(constant.accelerated(0.95)).contains(new Interval(1, 1));
    assertThat(new BlockBootstrap(0, new double[] {1, 2}, new double[] {1, 2}).accelerated(0.95))
        .isEmpty();
    assertThatThrownBy(() -> BlockBootstrap.of(1, blocks -> 1, 100, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * {@code t.test(d, alternative = "greater")$p.value} is 0.0363642666379154, of {@code d - .03}
   * 0.816220004876469.
   */
  @Test
  void being_worse_in_both_is_no_surer_than_in_either() {
    double one = Dominance.probability(SEVEN);
    assertThat(one).isCloseTo(1 - 0.0363642666379154, within(1e-12));
    assertThat(Dominance.probability(SEVEN, SEVEN))
        .isCloseTo(1 - 2 * 0.0363642666379154, within(1e-12));
    double[] not = Arrays.stream(SEVEN).map(x -> x - 0.03).toArray();
    assertThat(Dominance.probability(not)).isCloseTo(1 - 0.816220004876469, within(1e-12));
    assertThat(Dominance.probability(SEVEN, not)).isBetween(0.0, 1 - 0.816220004876469);
    assertThat(Dominance.probability(SEVEN, new double[] {4})).as("seen once").isZero();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
