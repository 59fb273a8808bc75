package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import dev.paddock.plan.Cell;
import dev.paddock.stats.OrderStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The valid trials of a cell, by block.
 *
 * @param invalid how many trials more there were that do not count
 * @param looks that its run had at the width of its intervals
 */
record Observed(Cell cell, SortedMap<Integer, Measured> valid, int invalid, Looks looks) {
  static final double CONFIDENCE = 0.95;

  Observed {
    valid = new TreeMap<>(valid);
  }

  /** Trials of a run that nothing stopped but its plan. */
  Observed(Cell cell, SortedMap<Integer, Measured> valid, int invalid) {
    this(cell, valid, invalid, Looks.NONE);
  }

  /** The same, of some blocks alone. */
  Observed in(Predicate<Integer> blocks) {
    SortedMap<Integer, Measured> some = new TreeMap<>(valid);
    some.keySet().removeIf(blocks.negate());
    return new Observed(cell, some, invalid, looks);
  }

  /** A figure by block, of the blocks that have it. */
  SortedMap<Integer, Measured.One> figures(Metric metric) {
    SortedMap<Integer, Measured.One> figures = new TreeMap<>();
    for (Map.Entry<Integer, Measured> trial : valid.entrySet()) {
      Optional<Measured.One> figure = trial.getValue().figure(metric);
      figure.ifPresent(one -> figures.put(trial.getKey(), one));
    }
    return figures;
  }

  /** The same from a block on. */
  Observed from(int block) {
    return new Observed(cell, valid.tailMap(block), invalid);
  }

  /** Whether a quantile of so few values is only descriptive. */
  static boolean descriptive(Metric metric, Iterable<Measured.One> figures) {
    double q = metric.statistic().quantile();
    if (Double.isNaN(q)) {
      return false;
    }
    int least = OrderStatistics.least(q, CONFIDENCE);
    for (Measured.One figure : figures) {
      if (figure.n() < least) {
        return true;
      }
    }
    return false;
  }

  /** Whether figures must stay on the linear scale, because one of them is zero or negative. */
  static boolean linear(Metric metric, List<Measured.One> figures) {
    return metric.quantity().part() || figures.stream().anyMatch(figure -> figure.value() <= 0);
  }
}
