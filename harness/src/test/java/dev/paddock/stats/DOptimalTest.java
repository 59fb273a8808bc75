package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/**
 * Determinants of the best of all choices, from an exhaustive search in R 4.2.2: {@code best <-
 * function(X, n) max(combn(nrow(X), n, function(r) det(crossprod(X[r, ]))))}.
 */
class DOptimalTest {
  /** As R's {@code expand.grid} and {@code model.matrix}: the last factor changes the fastest. */
  private static double[][] main(int... levels) {
    int rows = Arrays.stream(levels).reduce(1, (a, b) -> a * b);
    List<double[]> design = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<Double> columns = new ArrayList<>(List.of(1.0));
      int rest = row;
      for (int factor = levels.length - 1; factor >= 0; factor--) {
        int level = rest % levels[factor];
        rest /= levels[factor];
        for (int other = 1; other < levels[factor]; other++) {
          columns.add(level == other ? 1.0 : 0.0);
        }
      }
      design.add(columns.stream().mapToDouble(x -> x).toArray());
    }
    return design.toArray(double[][]::new);
  }

  /** The same with products of every two columns of different factors. */
  private static double[][] pairs(int... levels) {
    double[][] main = main(levels);
    List<int[]> products = new ArrayList<>();
    int first = 1;
    int[] factorOf = new int[main[0].length];
    for (int factor = levels.length - 1; factor >= 0; factor--) {
      for (int level = 1; level < levels[factor]; level++) {
        factorOf[first++] = factor;
      }
    }
    for (int a = 1; a < factorOf.length; a++) {
      for (int b = a + 1; b < factorOf.length; b++) {
        if (factorOf[a] != factorOf[b]) {
          products.add(new int[] {a, b});
        }
      }
    }
    return Arrays.stream(main)
        .map(
            row ->
                IntStream.range(0, row.length + products.size())
                    .mapToDouble(
                        i ->
                            i < row.length
                                ? row[i]
                                : row[products.get(i - row.length)[0]]
                                    * row[products.get(i - row.length)[1]])
                    .toArray())
        .toArray(double[][]::new);
  }

  private static double determinant(double[][] rows, int[] chosen) {
    RealMatrix x =
        new Array2DRowRealMatrix(
            Arrays.stream(chosen).mapToObj(row -> rows[row]).toArray(double[][]::new));
    return new LUDecomposition(x.transpose().multiply(x)).getDeterminant();
  }

  private static void reaches(double best, double[][] rows, int count) {
    for (int seed = 0; seed < 30; seed++) {
      assertThat(determinant(rows, DOptimal.choose(rows, count, seed)))
          .as("%d of %d, seed %d", count, rows.length, seed)
          .isCloseTo(best, withinPercentage(1e-9));
    }
  }

  /**
   * {@code e <- function(...) expand.grid(lapply(rev(list(...)), function(n) factor(1:n)))}, then
   * for example {@code best(model.matrix(~ ., e(2, 3, 2)), 7)}. Of the 12,870 choices of 8 out of 4
   * × 2 × 2 there are 6 as good as the best.
   */
  @Test
  void a_choice_tells_as_much_as_the_best_of_all() {
    reaches(32, main(2, 3, 2), 7);
    reaches(16, main(2, 3, 2), 6);
    reaches(128, main(2, 2, 2, 2), 8);
    reaches(64, main(4, 2, 2), 8);
    reaches(112, main(4, 2, 2), 9);
    reaches(162, main(2, 3, 3), 9);
  }

  /** {@code best(model.matrix(~ .^2, e(4, 2, 2)), 14)}. */
  @Test
  void a_choice_tells_as_much_of_interactions_as_the_best_of_all() {
    reaches(8, pairs(4, 2, 2), 14);
  }

  @Property(tries = 100)
  void no_exchange_would_tell_more(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 11) int count) {
    double[][] rows = main(2, 3, 2);
    int[] chosen = DOptimal.choose(rows, count, seed);
    assertThat(chosen).hasSize(count).doesNotHaveDuplicates().isSorted();
    assertThat(chosen).isEqualTo(DOptimal.choose(rows, count, seed));
    double own = determinant(rows, chosen);
    assertThat(own).isPositive();
    for (int out = 0; out < count; out++) {
      for (int in = 0; in < rows.length; in++) {
        int other = in;
        if (Arrays.stream(chosen).noneMatch(row -> row == other)) {
          int[] exchanged = chosen.clone();
          exchanged[out] = in;
          assertThat(determinant(rows, exchanged)).isLessThanOrEqualTo(own * (1 + 1e-5));
        }
      }
    }
  }

  @Test
  void columns_that_say_nothing_new_are_dropped() {
    double[][] rows = {{1, 1, 2, 0}, {1, 0, 0, 0}, {1, 1, 2, 1}, {1, 0, 0, 1}};
    assertThat(DOptimal.independent(rows))
        .isDeepEqualTo(new double[][] {{1, 1, 0}, {1, 0, 0}, {1, 1, 1}, {1, 0, 1}});
  }

  @Test
  void fewer_rows_than_columns_are_refused() {
    assertThatThrownBy(() -> DOptimal.choose(main(2, 3, 2), 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
