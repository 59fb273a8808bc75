package dev.paddock.figures;

import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.TrialSummary;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.OrderStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the trials of a cell measured, by block; of one that is scoped, what it still tells.
 *
 * @param invalid how many trials more there were that do not count
 * @param looks that its run had at the width of its intervals
 * @param noisy blocks in which other programs computed beside it
 */
public record Observed(
    Cell cell, SortedMap<Integer, Measured> valid, int invalid, Looks looks, Set<Integer> noisy) {
  public static final double CONFIDENCE = 0.95;

  public Observed {
    valid = new TreeMap<>(valid);
    noisy = Set.copyOf(noisy);
  }

  /** Trials beside which nothing else computed. */
  public Observed(Cell cell, SortedMap<Integer, Measured> valid, int invalid, Looks looks) {
    this(cell, valid, invalid, looks, Set.of());
  }

  /** Trials of a run that nothing stopped but its plan. */
  public Observed(Cell cell, SortedMap<Integer, Measured> valid, int invalid) {
    this(cell, valid, invalid, Looks.NONE);
  }

  /** The same, of some blocks alone. */
  public Observed in(Predicate<Integer> blocks) {
    SortedMap<Integer, Measured> some = new TreeMap<>(valid);
    some.keySet().removeIf(blocks.negate());
    return new Observed(cell, some, invalid, looks, noisy);
  }

  /** The same without the blocks in which other programs computed beside it. */
  public Observed quiet() {
    return in(block -> !noisy.contains(block));
  }

  /** In how many blocks a metric was above the time-out, since too many requests failed. */
  public int above(Metric metric) {
    return (int)
        valid.values().stream().filter(trial -> trial.above().contains(metric.name())).count();
  }

  /**
   * A figure by block, of the blocks that have it; none where it was above the time-out in some,
   * since the others alone would flatter.
   */
  public SortedMap<Integer, TrialSummary.OfMetric> figures(Metric metric) {
    SortedMap<Integer, TrialSummary.OfMetric> figures = new TreeMap<>();
    if (above(metric) > 0) {
      return figures;
    }
    for (Map.Entry<Integer, Measured> trial : valid.entrySet()) {
      Optional<TrialSummary.OfMetric> figure = trial.getValue().figure(metric);
      figure.ifPresent(one -> figures.put(trial.getKey(), one));
    }
    return figures;
  }

  /** The same from a block on. */
  public Observed from(int block) {
    return new Observed(cell, valid.tailMap(block), invalid, Looks.NONE, noisy);
  }

  /** Whether a quantile of so few values is only descriptive. */
  public static boolean descriptive(Metric metric, Iterable<TrialSummary.OfMetric> figures) {
    double q = metric.statistic().quantile();
    if (Double.isNaN(q)) {
      return false;
    }
    int least = OrderStatistics.least(q, CONFIDENCE);
    for (TrialSummary.OfMetric figure : figures) {
      if (figure.n() < least) {
        return true;
      }
    }
    return false;
  }

  /** Whether figures must stay on the linear scale, because one of them is zero or negative. */
  public static boolean linear(Metric metric, List<TrialSummary.OfMetric> figures) {
    return metric.quantity().part()
        || metric.quantity() == Quantity.QUALITY
        || figures.stream().anyMatch(figure -> figure.value() <= 0);
  }

  /** The cell with these levels; factors left out take the first cell's. */
  public static Optional<Observed> cell(Configuration partial, List<Observed> cells) {
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    Configuration wanted = cells.getFirst().cell().levels().with(known(partial, cells));
    return cells.stream().filter(cell -> cell.cell().levels().equals(wanted)).findFirst();
  }

  /** These levels with a number for max: the most that any of these cells has. */
  public static Configuration known(Configuration levels, List<Observed> cells) {
    return levels.replaced((factor, value) -> known(factor, value, cells));
  }

  private static Value known(Setting factor, Value value, List<Observed> cells) {
    if (!(value instanceof Value.Max)) {
      return value;
    }
    return cells.stream()
        .map(cell -> cell.cell().levels().orUnset(factor))
        .flatMap(level -> level instanceof Value.Whole whole ? Stream.of(whole) : Stream.empty())
        .max(Comparator.comparingLong(Value.Whole::number))
        .<Value>map(whole -> whole)
        .orElse(value);
  }
}
