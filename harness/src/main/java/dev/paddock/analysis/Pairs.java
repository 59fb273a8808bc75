package dev.paddock.analysis;

import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Pooled;
import java.util.List;
import java.util.Optional;

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
    return new Pairs(
        metric, cells, Fit.table(metric, cells, layout).map(t -> Pooled.of(t.observed(), t.setups())));
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

  private int place(Observed cell) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).cell().id().equals(cell.cell().id())) {
        return i;
      }
    }
    return -1;
  }
}
