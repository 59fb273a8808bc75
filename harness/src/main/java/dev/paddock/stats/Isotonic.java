package dev.paddock.stats;

/**
 * Least-squares regression that never falls: neighbours in the wrong order are replaced by their
 * mean, as long as there are any (pool adjacent violators). Weights are equal; R's {@code
 * isoreg(y)$yf}.
 */
public final class Isotonic {
  private Isotonic() {}

  /** The nearest values to these, in their order, of which none is less than the one before. */
  public static double[] nonDecreasing(double[] values) {
    double[] means = new double[values.length];
    int[] sizes = new int[values.length];
    int pools = 0;
    for (double value : values) {
      means[pools] = value;
      sizes[pools] = 1;
      pools++;
      while (pools > 1 && means[pools - 2] > means[pools - 1]) {
        int together = sizes[pools - 2] + sizes[pools - 1];
        means[pools - 2] =
            (means[pools - 2] * sizes[pools - 2] + means[pools - 1] * sizes[pools - 1]) / together;
        sizes[pools - 2] = together;
        pools--;
      }
    }
    double[] fitted = new double[values.length];
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      for (int i = 0; i < sizes[pool]; i++) {
        fitted[at++] = means[pool];
      }
    }
    return fitted;
  }
}
