package dev.paddock.plan;

import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.DOptimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A fraction of a plan's cells, and what it is to tell: main effects, and interactions of two
 * factors where the fraction that tells them is still one.
 */
public final class Fraction {
  /** More of the cells are no fraction. */
  private static final double LARGEST = 0.8;

  private static final double MORE_THAN_EFFECTS = 1.15;

  private final List<String> cells;
  private final double[][] model;

  private Fraction(List<String> cells, double[][] model) {
    this.cells = cells;
    this.model = model;
  }

  /** The ids of its cells, in the order of the plan. */
  public List<String> cells() {
    return cells;
  }

  /** Of every cell of the plan a row: the constant, and each effect that its levels switch on. */
  public double[][] model() {
    return model;
  }

  /** The fraction of this plan; the same for the same seed. */
  public static Fraction of(Plan plan) {
    List<Cell> cells = plan.cells();
    double[][] both = DOptimal.independent(rows(cells, true));
    double[][] main = DOptimal.independent(rows(cells, false));
    for (double[][] model : List.of(both, main)) {
      int effects = model[0].length;
      int count = Math.max(effects + 2, (int) Math.ceil(MORE_THAN_EFFECTS * effects));
      if (count <= LARGEST * cells.size()) {
        int[] chosen = DOptimal.choose(model, count, plan.seed());
        return new Fraction(
            IntStream.of(chosen).mapToObj(row -> cells.get(row).id()).toList(), model);
      }
    }
    boolean fits = both[0].length + 2 <= cells.size();
    return new Fraction(cells.stream().map(Cell::id).toList(), fits ? both : main);
  }

  private static double[][] rows(List<Cell> cells, boolean interactions) {
    Map<Setting, Set<Value>> levels = new LinkedHashMap<>();
    cells.forEach(
        cell ->
            cell.levels()
                .forEach(
                    (factor, level) ->
                        levels.computeIfAbsent(factor, f -> new LinkedHashSet<>()).add(level)));
    return cells.stream().map(cell -> row(cell, levels, interactions)).toArray(double[][]::new);
  }

  private static double[] row(Cell cell, Map<Setting, Set<Value>> levels, boolean interactions) {
    List<double[]> switches = new ArrayList<>();
    levels.forEach(
        (factor, all) ->
            switches.add(
                all.stream()
                    .skip(1)
                    .mapToDouble(level -> level.equals(cell.levels().orUnset(factor)) ? 1 : 0)
                    .toArray()));
    List<Double> row = new ArrayList<>(List.of(1.0));
    for (double[] of : switches) {
      for (double one : of) {
        row.add(one);
      }
    }
    for (int a = 0; interactions && a < switches.size(); a++) {
      for (int b = a + 1; b < switches.size(); b++) {
        for (double one : switches.get(a)) {
          for (double other : switches.get(b)) {
            row.add(one * other);
          }
        }
      }
    }
    return row.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
