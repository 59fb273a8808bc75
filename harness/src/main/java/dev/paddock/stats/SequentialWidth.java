package dev.paddock.stats;

/**
 * What stopping as soon as an interval is narrow enough costs: it stops where the spread happens to
 * look small, so the t interval of 95 % covers only 92 % in the worst case. The interval is made a
 * little wider instead, most where stopping was earliest.
 *
 * <p>The rule: after every number from {@code least} to {@code most}, stop when the half width of
 * the t interval with {@link #confidence(int, int, int)} is at most the wanted one. The interval
 * reported is the same one. With the error α, its nominal error is α (α / 0.05)<sup>0.3</sup> g(n),
 * g = 0.87 (0.75 where {@code least} is below 4) at {@code least} and {@code most}, max(0.1, 1 −
 * 5.5 / n) between.
 *
 * <p>The constants come from a simulation of normal numbers over 32 true spreads, from those that
 * always stop at {@code least} to those that always go to {@code most}. The mean is independent of
 * all the spreads on the way, so the coverage of one path is 2 Φ(half width √n / σ) − 1, without
 * noise from the mean; {@code SequentialWidthTest} repeats it. For {@code least} of 5 to 20 and
 * {@code most} up to 200 a 95 % interval covers 94.3 to 95.7 %, one of 99 % at least 98.9 %, one of
 * 99.6 % at least 99.6 %. For {@code least} of 4 it is 94.0 %, of 3 93.9 %, of 2 93.2 %.
 */
public final class SequentialWidth {
  private static final double USUAL = 0.05;
  private static final double STRICTER = 0.3;
  private static final double AT_AN_END = 0.87;
  private static final double AT_AN_END_OF_FEW = 0.75;
  private static final double FLOOR = 0.1;
  private static final double EARLY = 5.5;

  private SequentialWidth() {}

  /** The nominal confidence of the t interval that covers 95 % with the rule. */
  public static double confidence(int n, int least, int most) {
    return confidence(0.95, n, least, most);
  }

  /**
   * The nominal confidence of a t interval that covers {@code wanted}, where the rule looked at the
   * interval of 95 %.
   *
   * @param wanted at least 0.9, which is a one-sided bound at 5 %; more where a family of
   *     statements asks for it
   * @param n numbers at hand; beyond {@code most}, as many as were decided on without looking
   * @param least the first number after which the rule looks, at least 2
   * @param most the last number; where it is not above {@code least} nothing is corrected
   */
  public static double confidence(double wanted, int n, int least, int most) {
    if (!(wanted >= 1 - 2 * USUAL - 1e-12 && wanted < 1)) {
      throw new IllegalArgumentException("no rule for a confidence of " + wanted);
    }
    if (most <= least) {
      return wanted;
    }
    double error = 1 - wanted;
    double share = share(n, least, most);
    return 1 - error * Math.pow(Math.min(1, error / USUAL), STRICTER) * share;
  }

  /**
   * The p-value that goes with such intervals: at most 1 − c exactly where the interval of
   * confidence c, at least 0.95, leaves out the value that was tested.
   *
   * @param plain of the t test alone
   */
  public static double pValue(double plain, int n, int least, int most) {
    if (most <= least) {
      return plain;
    }
    double share = share(n, least, most);
    double usual = plain / share;
    return usual >= USUAL
        ? Math.min(1, usual)
        : Math.pow(usual * Math.pow(USUAL, STRICTER), 1 / (1 + STRICTER));
  }

  private static double share(int n, int least, int most) {
    double atAnEnd = least < 4 ? AT_AN_END_OF_FEW : AT_AN_END;
    return n <= least || n >= most ? atAnEnd : Math.max(FLOOR, 1 - EARLY / n);
  }
}
