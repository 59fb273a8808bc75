package dev.paddock.stats;

import java.util.random.RandomGenerator;

/**
 * Points that fill a space of several factors with few of them: in each factor alone they are
 * spread evenly (McKay, Beckman and Conover 1979), and in all of them together no two are close
 * (Morris and Mitchell 1995).
 */
public final class LatinHypercube {
  /** Steps of the search, as far as they take well under a second. */
  private static final int TRIES = 5_000;

  private static final long MOST_WORK = 20_000_000;

  private LatinHypercube() {}

  /**
   * A hypercube whose points keep away from each other: random, and then improved by exchanges of
   * two points' levels of one factor, as long as they help.
   *
   * @param levels how many each factor has, at least 1 and at most {@code points}; with as many as
   *     there are points each point has one of its own
   * @return the level of each point and factor, from 0; each level of a factor is that of {@code
   *     points / levels} points, rounded up or down
   */
  public static int[][] of(int points, int[] levels, RandomGenerator random) {
    for (int count : levels) {
      if (count < 1 || count > points) {
        throw new IllegalArgumentException("%d levels of %d points".formatted(count, points));
      }
    }
    // An exchange within one factor leaves every level where it was dealt out, so each step is a
    // Latin hypercube and the search may end at any.
    int[][] cube = drawn(points, levels, random);
    long each = (long) points * levels.length * 4;
    int tries = points < 2 || levels.length < 2 ? 0 : (int) Math.min(TRIES, MOST_WORK / each);
    for (int i = 0; i < tries; i++) {
      int factor = random.nextInt(levels.length);
      int one = random.nextInt(points);
      int other = random.nextInt(points);
      if (cube[one][factor] != cube[other][factor]) {
        // Only distances from these two change (their own does not: it is exchanged with them).
        double before = crowding(cube, levels, one, other);
        exchange(cube, factor, one, other);
        if (crowding(cube, levels, one, other) >= before) {
          exchange(cube, factor, one, other);
        }
      }
    }
    return cube;
  }

  /** Each factor in an order of its own, shuffled while it is filled (Durstenfeld's way). */
  static int[][] drawn(int points, int[] levels, RandomGenerator random) {
    int[][] cube = new int[points][levels.length];
    for (int factor = 0; factor < levels.length; factor++) {
      int[] order = new int[points];
      for (int i = 0; i < points; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      for (int i = 0; i < points; i++) {
        cube[i][factor] = (int) ((long) order[i] * levels[factor] / points);
      }
    }
    return cube;
  }

  private static void exchange(int[][] cube, int factor, int one, int other) {
    int kept = cube[one][factor];
    cube[one][factor] = cube[other][factor];
    cube[other][factor] = kept;
  }

  /** How close two points are to all others: the sum of the inverse distances' 16th powers. */
  private static double crowding(int[][] cube, int[] levels, int one, int other) {
    double sum = 0;
    for (int i = 0; i < cube.length; i++) {
      if (i != one && i != other) {
        sum += near(cube[i], cube[one], levels) + near(cube[i], cube[other], levels);
      }
    }
    return sum;
  }

  private static double near(int[] a, int[] b, int[] levels) {
    // The 8th power of the squared distance is Morris and Mitchell's φ with p = 16: so high that
    // the
    // nearest pair decides, and yet a sum, which a step can improve without touching that pair.
    // Points
    // on each other are worst, not infinite.
    double inverse = 1 / (1e-6 + squaredDistance(a, b, levels));
    double fourth = inverse * inverse * inverse * inverse;
    return fourth * fourth;
  }

  /** The squared distance of two points in the unit cube. */
  static double squaredDistance(int[] a, int[] b, int[] levels) {
    double squares = 0;
    for (int factor = 0; factor < levels.length; factor++) {
      double apart = (a[factor] - b[factor]) / (double) Math.max(1, levels[factor] - 1);
      squares += apart * apart;
    }
    return squares;
  }
}
