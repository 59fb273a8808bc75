package dev.paddock.analysis;

import static dev.paddock.analysis.CellEstimate.high;
import static dev.paddock.analysis.CellEstimate.low;

import dev.paddock.analysis.Summary.Effect;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.experiment.Metric;
import dev.paddock.settings.Value;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Multiplicity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each level of a factor does, beside its first level and averaged over the others.
 *
 * <p>Within a block, each cell with the level is paired with the cell that differs in this factor
 * alone; the mean of their log ratios is one number a block, and the blocks are the sample. So a
 * server setting is tested against how its effect varies between blocks, whole plots included. The
 * levels of one metric are a family with a false coverage rate of 5 %.
 */
final class Effects {
  private record Level(String factor, Value level, Value base) {}

  private record Change(Level level, Comparison comparison, int pairs) {}

  private Effects() {}

  static List<Effect> of(List<Metric> metrics, List<Observed> cells, double margin) {
    List<Effect> effects = new ArrayList<>();
    for (Metric metric : metrics) {
      List<Change> family = new ArrayList<>();
      for (Level level : levels(cells)) {
        change(metric, level, cells).ifPresent(family::add);
      }
      double confidence =
          Multiplicity.falseCoverage(
              family.stream().mapToDouble(change -> change.comparison.pValue()).toArray(),
              1 - Observed.CONFIDENCE);
      family.forEach(change -> effects.add(effect(change, confidence, margin)));
    }
    return List.copyOf(effects);
  }

  private static List<Level> levels(List<Observed> cells) {
    Map<String, List<Value>> factors = new LinkedHashMap<>();
    for (Observed cell : cells) {
      cell.cell()
          .levels()
          .forEach(
              (factor, value) -> {
                List<Value> known = factors.computeIfAbsent(factor, name -> new ArrayList<>());
                if (!known.contains(value)) {
                  known.add(value);
                }
              });
    }
    List<Level> levels = new ArrayList<>();
    factors.forEach(
        (factor, values) ->
            values.stream()
                .skip(1)
                .forEach(value -> levels.add(new Level(factor, value, values.getFirst()))));
    return levels;
  }

  private static Optional<Change> change(Metric metric, Level level, List<Observed> cells) {
    SortedMap<Integer, List<Double>> logs = new TreeMap<>();
    boolean descriptive = false;
    long requests = 0;
    int pairs = 0;
    for (Observed cell : cells) {
      Optional<Observed> base = base(level, cell, cells);
      if (base.isEmpty()) {
        continue;
      }
      SortedMap<Integer, Measured.One> these = cell.figures(metric);
      SortedMap<Integer, Measured.One> those = base.get().figures(metric);
      List<Measured.One> all = new ArrayList<>(these.values());
      all.addAll(those.values());
      if (Observed.linear(metric, all)) {
        return Optional.empty();
      }
      descriptive |= Observed.descriptive(metric, all);
      requests += all.stream().mapToLong(Measured.One::requests).sum();
      pairs++;
      these.forEach(
          (block, figure) ->
              Optional.ofNullable(those.get(block))
                  .ifPresent(
                      other ->
                          logs.computeIfAbsent(block, b -> new ArrayList<>())
                              .add(Math.log(figure.value()) - Math.log(other.value()))));
    }
    int most = logs.values().stream().mapToInt(List::size).max().orElse(0);
    // A block that lacks a pair would compare other cells than the rest do.
    double[] perBlock =
        logs.values().stream()
            .filter(ratios -> ratios.size() == most)
            .mapToDouble(
                ratios -> ratios.stream().mapToDouble(Double::doubleValue).average().orElse(0))
            .toArray();
    if (perBlock.length == 0) {
      return Optional.empty();
    }
    Comparison comparison =
        new Comparison(
            metric,
            Arrays.stream(perBlock).boxed().toList(),
            OptionalDouble.empty(),
            true,
            descriptive,
            requests,
            cells.getFirst().looks());
    return Optional.of(new Change(level, comparison, pairs));
  }

  private static Optional<Observed> base(Level level, Observed cell, List<Observed> cells) {
    if (!level.level.equals(cell.cell().levels().get(level.factor))) {
      return Optional.empty();
    }
    Map<String, Value> wanted = new LinkedHashMap<>(cell.cell().levels());
    wanted.put(level.factor, level.base);
    return cells.stream().filter(other -> other.cell().levels().equals(wanted)).findFirst();
  }

  private static Effect effect(Change change, double confidence, double margin) {
    Comparison comparison = change.comparison;
    Optional<Interval> plain = comparison.interval(Observed.CONFIDENCE);
    Optional<Interval> adjusted = comparison.interval(confidence);
    Verdict verdict = comparison.verdict(adjusted, margin);
    return new Effect(
        comparison.metric().name(),
        change.level.factor,
        Publishable.text(change.level.level.toString()),
        Publishable.text(change.level.base.toString()),
        comparison.value(),
        low(plain),
        high(plain),
        low(adjusted),
        high(adjusted),
        verdict,
        Comparison.reads(comparison.metric(), verdict),
        comparison.blocks(),
        change.pairs,
        "trials",
        margin,
        comparison.requests(),
        comparison.estimator());
  }
}
