package dev.paddock.stats;

import java.util.Arrays;

/**
 * How many independent values say as much of their mean as a series of values that follow each
 * other.
 */
public final class EffectiveSample {
  private EffectiveSample() {}

  /** The lag-1 autocorrelation, R's {@code acf(x)$acf[2]}; 0 where all values are equal. */
  public static double autocorrelation(double[] inOrder) {
    double mean = Arrays.stream(inOrder).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < inOrder.length; i++) {
      squares += (inOrder[i] - mean) * (inOrder[i] - mean);
      if (i > 0) {
        products += (inOrder[i] - mean) * (inOrder[i - 1] - mean);
      }
    }
    return squares == 0 ? 0 : products / squares;
  }

  /**
   * n (1 − r) / (1 + r) for a first-order autoregression, with the lag-1 autocorrelation r freed of
   * its bias of −1/n and kept in [0, 0.99].
   */
  public static double size(double[] inOrder) {
    int n = inOrder.length;
    double r = Math.clamp(autocorrelation(inOrder) + 1.0 / Math.max(n, 1), 0, 0.99);
    return n * (1 - r) / (1 + r);
  }
}
