package dev.paddock.analysis;

import dev.paddock.experiment.Objective;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.Interval;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfCurve.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Curves along load (measurement.md): each configuration of choices at the loads that it was
 * measured at, up to which of them it meets the first limit on a latency, and where more load stops
 * to buy throughput.
 */
final class Curves {
  /** A doubling of load that buys less than this is a knee. */
  private static final double GAIN = 1.10;

  private Curves() {}

  /** The curves of these cells, in their order; none where no load was varied. */
  static List<OfCurve> of(List<Observed> cells, List<Objective> objectives) {
    for (Setting load : List.of(Known.LOAD_CLIENTS, Known.LOAD_RATE)) {
      Map<Configuration, List<Observed>> byChoice = new LinkedHashMap<>();
      for (Observed cell : cells) {
        Configuration choice = cell.cell().levels().only(setting -> !setting.equals(load));
        if (load(cell, load).isPresent()) {
          byChoice.computeIfAbsent(choice, c -> new ArrayList<>()).add(cell);
        }
      }
      List<OfCurve> curves =
          byChoice.entrySet().stream()
              .filter(one -> one.getValue().size() > 1)
              .map(one -> curve(one.getKey(), load, one.getValue(), objectives))
              .toList();
      if (!curves.isEmpty()) {
        return curves;
      }
    }
    return List.of();
  }

  private static OptionalDouble load(Observed cell, Setting load) {
    return cell.cell().levels().get(load).map(Value::asNumber).orElse(OptionalDouble.empty());
  }

  private static OfCurve curve(
      Configuration choice, Setting load, List<Observed> cells, List<Objective> objectives) {
    List<Observed> rising =
        cells.stream()
            .sorted(Comparator.comparingDouble(cell -> load(cell, load).orElseThrow()))
            .toList();
    Map<String, Object> levels = new LinkedHashMap<>();
    choice.forEach((setting, value) -> levels.put(setting.name(), Facts.plain(value)));
    return new OfCurve(
        levels,
        load.name(),
        rising.stream()
            .map(cell -> new OfCurve.Point(load(cell, load).orElseThrow(), cell.cell().id()))
            .toList(),
        objectives.stream()
            .flatMap(one -> limit(one).stream())
            .findFirst()
            .flatMap(limit -> capacity(rising, load, limit)),
        knee(rising, load),
        rising.stream().anyMatch(cell -> doubled(cell, rising, load).isPresent()));
  }

  private static Optional<Objective.AtMost> limit(Objective objective) {
    return objective instanceof Objective.AtMost limit
            && limit.metric().quantity().distribution()
            && limit.metric().quantity() != Quantity.LAG
        ? Optional.of(limit)
        : Optional.empty();
  }

  /** Over the blocks that have every load; none of fewer than two, or of too few values. */
  private static Optional<OfCurve.Capacity> capacity(
      List<Observed> rising, Setting load, Objective.AtMost limit) {
    Metric metric = limit.metric();
    List<SortedMap<Integer, OfMetric>> figures =
        rising.stream().map(cell -> cell.figures(metric)).toList();
    Set<Integer> blocks = new TreeSet<>(figures.getFirst().keySet());
    figures.forEach(of -> blocks.retainAll(of.keySet()));
    boolean decides =
        figures.stream()
            .allMatch(
                of ->
                    !Observed.descriptive(metric, of.values())
                        && of.values().stream().allMatch(one -> one.value() > 0));
    if (blocks.size() < 2 || !decides) {
      return Optional.empty();
    }
    double[] loads = rising.stream().mapToDouble(cell -> load(cell, load).orElseThrow()).toArray();
    double[][] logs =
        blocks.stream()
            .map(
                block ->
                    figures.stream()
                        .flatMap(of -> Optional.ofNullable(of.get(block)).stream())
                        .mapToDouble(one -> Math.log(one.value()))
                        .toArray())
            .toArray(double[][]::new);
    dev.paddock.stats.Capacity of =
        dev.paddock.stats.Capacity.of(
            loads,
            logs,
            Math.log(limit.limit()),
            rising.getFirst().looks().nominal(Observed.CONFIDENCE));
    boolean whole = load.equals(Known.LOAD_CLIENTS);
    Reach reach =
        of.below(of.load()) ? Reach.BELOW : of.above(of.load()) ? Reach.ABOVE : Reach.WITHIN;
    return Optional.of(
        new OfCurve.Capacity(
            metric.name(),
            limit.limit(),
            reach == Reach.WITHIN
                ? OptionalDouble.of(counted(of.load(), whole))
                : OptionalDouble.empty(),
            of.least(),
            of.most(),
            reach,
            of.below(of.low())
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(of.most(), counted(of.low(), whole))),
            of.above(of.high())
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(of.least(), counted(of.high(), whole))),
            blocks.size()));
  }

  /** So many clients are served as are whole; a rate is what it is. */
  private static double counted(double load, boolean whole) {
    return whole ? Math.floor(load) : load;
  }

  private static OptionalDouble knee(List<Observed> rising, Setting load) {
    return rising.stream()
        .filter(
            cell ->
                doubled(cell, rising, load)
                    .flatMap(twice -> Comparison.of(Metric.THROUGHPUT, twice, cell))
                    .filter(Comparison::ratio)
                    .flatMap(one -> one.interval(Observed.CONFIDENCE))
                    .map(Interval::high)
                    .filter(high -> high < GAIN)
                    .isPresent())
        .flatMap(cell -> load(cell, load).stream().boxed())
        .findFirst()
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private static Optional<Observed> doubled(Observed cell, List<Observed> rising, Setting load) {
    double twice = 2 * load(cell, load).orElseThrow();
    return rising.stream()
        .filter(other -> Math.abs(load(other, load).orElseThrow() - twice) < 1e-9 * twice)
        .findFirst();
  }
}
