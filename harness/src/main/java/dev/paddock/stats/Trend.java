package dev.paddock.stats;

import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * Whether values rise or fall in the order in which they came: Spearman's correlation of value and
 * place, tested with the effective sample size of the ranks about their trend. Without that, values
 * that merely follow each other are taken for a trend; with it the test errs in 1.6 % at 1 % for 80
 * values at AR(1) 0.3, lognormal or heavy-tailed, and in 2 to 3 % for 20 to 40.
 */
public final class Trend {
  /** Fewer values are not judged. */
  public static final int LEAST = 20;

  private Trend() {}

  /** Spearman's correlation, R's {@code cor(x, seq_along(x), method = "spearman")}. */
  public static double correlation(double[] inOrder) {
    return place(new NaturalRanking().apply(inOrder)).getR();
  }

  /** The two-sided p-value of no trend; 1 for fewer than {@link #LEAST} values. */
  public static double pValue(double[] inOrder) {
    if (inOrder.length < LEAST) {
      return 1;
    }
    double[] ranks = new NaturalRanking().apply(inOrder);
    SimpleRegression line = place(ranks);
    double r = line.getR();
    double[] about =
        IntStream.range(0, ranks.length).mapToDouble(i -> ranks[i] - line.predict(i)).toArray();
    double df = EffectiveSample.size(about) - 2;
    if (Double.isNaN(r) || df <= 0) {
      return 1;
    }
    if (Math.abs(r) >= 1) {
      return 0;
    }
    double t = Math.abs(r) * Math.sqrt(df / (1 - r * r));
    return 2 * TDistribution.of(df).cumulativeProbability(-t);
  }

  private static SimpleRegression place(double[] ranks) {
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < ranks.length; i++) {
      line.addData(i, ranks[i]);
    }
    return line;
  }
}
