package dev.paddock.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The sign-flip permutation test: were there no difference, each one could as well have had the
 * other sign. It needs no normal distribution, only differences that are symmetric about 0 then.
 */
public final class SignFlip {
  /** The fewest differences with which it can reach 5 %: 2 of 2⁶ patterns are as extreme. */
  public static final int LEAST = 6;

  /** Up to so many differences every pattern is counted, 2²⁴ of them. */
  private static final int EXACT = 24;

  private static final int DRAWS = 20_000;

  /** Sums that differ by less, relative to all that could sum up, are the same. */
  private static final double SAME = 1e-12;

  private SignFlip() {}

  /**
   * The two-sided p-value of a mean of 0: exact for up to 24 differences, SciPy's {@code
   * permutation_test((d,), mean, permutation_type="samples")}; of 20,000 drawn patterns beyond, the
   * observed one counted with them.
   *
   * @param differences at least one
   * @param seed of the patterns, where they are drawn
   */
  public static double pValue(double[] differences, long seed) {
    int n = differences.length;
    if (n == 0) {
      throw new IllegalArgumentException("no sign to flip");
    }
    double observed = Math.abs(Arrays.stream(differences).sum());
    double extreme = observed - SAME * Arrays.stream(differences).map(Math::abs).sum();
    return n <= EXACT ? exact(differences, extreme) : drawn(differences, extreme, seed);
  }

  /**
   * A pattern is one of the first half and one of the second, so sorting the sums of both halves
   * counts all 2ⁿ patterns in 2ⁿᐟ² steps. As many sums are as extreme on the other side.
   */
  private static double exact(double[] differences, double extreme) {
    if (extreme <= 0) {
      return 1;
    }
    int half = differences.length / 2;
    double[] some = sums(differences, 0, half);
    double[] others = sums(differences, half, differences.length);
    long count = 0;
    int least = others.length;
    for (double one : some) {
      while (least > 0 && one + others[least - 1] >= extreme) {
        least--;
      }
      count += others.length - least;
    }
    return 2.0 * count / some.length / others.length;
  }

  /** The sums of all patterns of some differences, ascending. */
  private static double[] sums(double[] differences, int from, int to) {
    double[] sums = new double[1 << (to - from)];
    for (int pattern = 0; pattern < sums.length; pattern++) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += (pattern >>> (i - from) & 1) == 0 ? differences[i] : -differences[i];
      }
      sums[pattern] = sum;
    }
    Arrays.sort(sums);
    return sums;
  }

  private static double drawn(double[] differences, double extreme, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      long signs = 0;
      for (int i = 0; i < differences.length; i++) {
        if (i % Long.SIZE == 0) {
          signs = random.nextLong();
        }
        sum += (signs & 1) == 0 ? differences[i] : -differences[i];
        signs >>>= 1;
      }
      count += Math.abs(sum) >= extreme ? 1 : 0;
    }
    return (double) count / (DRAWS + 1);
  }
}
