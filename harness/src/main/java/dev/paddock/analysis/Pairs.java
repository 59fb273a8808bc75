package dev.paddock.analysis;

import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Pooled;
import dev.paddock.stats.Strata;
import dev.paddock.summary.Contrast.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Each two cells of one condition on a metric, by the error that is pooled over all of them; on
 * their own where a figure of the condition has no logarithm.
 *
 * @param cells all that the error is pooled over
 */
record Pairs(Metric metric, List<Observed> cells, Optional<Pooled> pooled) {

  static Pairs of(Metric metric, List<Observed> condition, Layout layout) {
    List<Observed> cells =
        condition.stream().filter(cell -> !cell.figures(metric).isEmpty()).toList();
    return new Pairs(metric, cells, Fit.table(metric, cells, layout).map(Fit.Table::pooled));
  }

  /** The comparison of two of them; none where no block has both. */
  Optional<Comparison> compare(Observed cell, Observed versus) {
    int one = place(cell);
    int other = place(versus);
    return one < 0 || other < 0
        ? Optional.empty()
        : Comparison.of(metric, cell, versus)
            .map(
                alone ->
                    pooled
                        .flatMap(error -> error.difference(one, other))
                        .map(alone::with)
                        .orElse(alone));
  }

  /**
   * Whether the first is shown to be better than the second, however little, by their places among
   * the cells.
   *
   * @param confidence of the two-sided interval of their difference
   */
  boolean[][] ahead(double confidence) {
    int n = cells.size();
    boolean[][] ahead = new boolean[n][n];
    boolean[] descriptive = new boolean[n];
    for (int i = 0; i < n; i++) {
      descriptive[i] = Observed.descriptive(metric, cells.get(i).figures(metric).values());
    }
    double nominal = n == 0 ? confidence : cells.getFirst().looks().nominal(confidence);
    Map<Double, Double> critical = new HashMap<>(); // nearly all have the same degrees of freedom
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        int sign =
            descriptive[i] || descriptive[j]
                ? 0
                : pooled.isPresent()
                    ? sign(pooled.get().difference(i, j), nominal, critical)
                    : sign(Comparison.of(metric, cells.get(i), cells.get(j)), confidence);
        ahead[i][j] = sign == (metric.quantity().lowerIsBetter() ? -1 : 1);
        ahead[j][i] = sign != 0 && !ahead[i][j];
      }
    }
    return ahead;
  }

  private static int sign(
      Optional<Strata.Contrast> difference, double nominal, Map<Double, Double> critical) {
    return difference
        .filter(one -> one.error().isPresent())
        .filter(
            one ->
                Math.abs(one.value())
                    > one.error().getAsDouble()
                        * critical.computeIfAbsent(
                            one.df(),
                            df ->
                                TDistribution.of(df)
                                    .inverseCumulativeProbability((1 + nominal) / 2)))
        .map(one -> (int) Math.signum(one.value()))
        .orElse(0);
  }

  private static int sign(Optional<Comparison> pair, double confidence) {
    return switch (pair.map(one -> one.apart(confidence)).orElse(Verdict.INCONCLUSIVE)) {
      case LOWER -> -1;
      case HIGHER -> 1;
      case EQUIVALENT, INCONCLUSIVE, OPEN -> 0;
    };
  }

  int place(Observed cell) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).cell().id().equals(cell.cell().id())) {
        return i;
      }
    }
    return -1;
  }
}
