package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatinHypercubeTest {
  private static int[] levels(int points, int factors) {
    return IntStream.range(0, factors).map(f -> points).toArray();
  }

  private static double nearest(int[][] cube, int[] levels) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < cube.length; i++) {
      for (int j = 0; j < i; j++) {
        nearest = Math.min(nearest, LatinHypercube.squaredDistance(cube[i], cube[j], levels));
      }
    }
    return Math.sqrt(nearest);
  }

  @Property(tries = 50)
  void a_factor_has_one_point_at_each_level(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 40) int points,
      @ForAll @IntRange(min = 1, max = 6) int factors) {
    int[][] cube = LatinHypercube.of(points, levels(points, factors), new Random(seed));
    for (int f = 0; f < factors; f++) {
      int factor = f;
      assertThat(Arrays.stream(cube).mapToInt(point -> point[factor]).sorted().toArray())
          .isEqualTo(IntStream.range(0, points).toArray());
    }
    assertThat(cube)
        .isDeepEqualTo(LatinHypercube.of(points, levels(points, factors), new Random(seed)));
  }

  @Property(tries = 50)
  void listed_levels_are_dealt_out_evenly_to_within_one(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 30) int points,
      @ForAll @IntRange(min = 1, max = 5) int few) {
    int[] levels = {points, Math.min(few, points), Math.min(2, points)};
    int[][] cube = LatinHypercube.of(points, levels, new Random(seed));
    for (int f = 0; f < levels.length; f++) {
      int factor = f;
      int[] counts = new int[levels[f]];
      Arrays.stream(cube).forEach(point -> counts[point[factor]]++);
      assertThat(Arrays.stream(counts).min().orElseThrow()).isEqualTo(points / levels[f]);
      assertThat(Arrays.stream(counts).max().orElseThrow())
          .isEqualTo(Math.ceilDiv(points, levels[f]));
    }
  }

  /** A random hypercube of 16 points in 3 factors may well be a diagonal. */
  @Test
  void points_are_further_apart_than_chance_puts_them() {
    int[] levels = levels(16, 3);
    double drawn = 0;
    double improved = 0;
    for (int seed = 0; seed < 20; seed++) {
      drawn += nearest(LatinHypercube.drawn(16, levels, new Random(seed)), levels) / 20;
      improved += nearest(LatinHypercube.of(16, levels, new Random(seed)), levels) / 20;
    }
    assertThat(improved).isGreaterThan(1.7 * drawn);
  }

  /**
   * The best of all 120 hypercubes of 5 points in 2 factors has a smallest distance of √5 quarters.
   * Python: {@code max(min((i-j)**2+(p[i]-p[j])**2 for i in range(5) for j in range(i)) for p in
   * itertools.permutations(range(5)))} is 5.
   */
  @Test
  void a_small_hypercube_is_the_best_of_all() {
    for (int seed = 0; seed < 20; seed++) {
      int[] levels = levels(5, 2);
      assertThat(nearest(LatinHypercube.of(5, levels, new Random(seed)), levels))
          .isEqualTo(Math.sqrt(5) / 4);
    }
  }

  @Test
  void more_levels_than_points_are_refused() {
    assertThatThrownBy(() -> LatinHypercube.of(3, new int[] {4}, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
