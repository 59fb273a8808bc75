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

  /** Up to so many differences every pattern is counted, 2¹⁶ of them. */
  private static final int EXACT = 16;

  private static final int DRAWS = 20_000;

  /** Sums that differ by less, relative to all that could sum up, are the same. */
  private static final double SAME = 1e-12;

  private SignFlip() {}

  /**
   * The two-sided p-value of a mean of 0: exact for up to 16 differences, SciPy's {@code
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

  /** One sign changes from each pattern to the next (Gray's code); the last one's never does. */
  private static double exact(double[] differences, double extreme) {
    int n = differences.length;
    double[] signed = differences.clone();
    double sum = Arrays.stream(signed).sum();
    int patterns = 1 << (n - 1);
    int count = 0;
    for (int pattern = 1; pattern <= patterns; pattern++) {
      count += Math.abs(sum) >= extreme ? 1 : 0;
      int flipped = Integer.numberOfTrailingZeros(pattern);
      sum -= 2 * signed[flipped];
      signed[flipped] = -signed[flipped];
    }
    return (double) count / patterns;
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
