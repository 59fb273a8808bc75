package dev.paddock.analysis;

import dev.paddock.analysis.Effects.Level;
import dev.paddock.analysis.Effects.OfLevel;
import dev.paddock.analysis.Effects.OfPair;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.Factorial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What factors do whose levels are combined into cells.
 *
 * @param factors with their levels; those that can be compared come first
 */
record Crossed(Fit fit, Map<Setting, List<Value>> factors, Factorial factorial) {

  static Optional<Crossed> of(Metric metric, List<Observed> all, Layout layout) {
    return Fit.of(metric, all, layout).map(Crossed::of);
  }

  private static Crossed of(Fit fit) {
    Map<Setting, List<Value>> factors = fit.factors();
    factors.forEach((factor, values) -> comparedFirst(factor, values, fit.cells()));
    int[][] levels =
        fit.cells().stream()
            .map(
                cell ->
                    factors.entrySet().stream()
                        .mapToInt(
                            factor ->
                                cell.cell()
                                    .levels()
                                    .get(factor.getKey())
                                    .map(factor.getValue()::indexOf)
                                    .orElse(Factorial.NONE))
                        .toArray())
            .toArray(int[][]::new);
    return new Crossed(fit, factors, new Factorial(levels));
  }

  /**
   * A level that only stands where other factors differ too, like a setting of a proxy where there
   * is none, is no base that others can be held against.
   */
  private static void comparedFirst(Setting factor, List<Value> values, List<Observed> cells) {
    Map<Configuration, Set<Value>> alike = new HashMap<>();
    for (Observed cell : cells) {
      Configuration levels = cell.cell().levels();
      Configuration others = levels.only(one -> !one.equals(factor));
      levels
          .get(factor)
          .ifPresent(value -> alike.computeIfAbsent(others, o -> new HashSet<>()).add(value));
    }
    Set<Value> compared = new HashSet<>();
    alike.values().stream().filter(levels -> levels.size() > 1).forEach(compared::addAll);
    values.sort(Comparator.comparing(value -> !compared.contains(value)));
  }

  private Level level(int factor, int level) {
    Setting setting = List.copyOf(factors.keySet()).get(factor);
    List<Value> values = factors.getOrDefault(setting, List.of());
    return new Level(setting, values.get(level), values.getFirst());
  }

  /** Every factor with every level but its first. */
  private List<int[]> changes() {
    List<List<Value>> values = List.copyOf(factors.values());
    return IntStream.range(0, values.size())
        .boxed()
        .flatMap(
            factor ->
                IntStream.range(1, values.get(factor).size())
                    .mapToObj(level -> new int[] {factor, level}))
        .toList();
  }

  List<OfLevel> levels() {
    List<OfLevel> levels = new ArrayList<>();
    for (int[] one : changes()) {
      factorial
          .effect(one[0], one[1])
          .flatMap(fit::statement)
          .ifPresent(said -> levels.add(new OfLevel(level(one[0], one[1]), said)));
    }
    return levels;
  }

  List<OfPair> interactions() {
    List<OfPair> pairs = new ArrayList<>();
    List<int[]> changes = changes();
    for (int[] one : changes) {
      for (int[] other : changes) {
        if (one[0] < other[0]) {
          factorial
              .interaction(one[0], one[1], other[0], other[1])
              .flatMap(fit::statement)
              .ifPresent(
                  said ->
                      pairs.add(
                          new OfPair(level(one[0], one[1]), level(other[0], other[1]), said)));
        }
      }
    }
    return pairs;
  }
}
