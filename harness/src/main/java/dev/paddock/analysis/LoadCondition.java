package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.stats.BestSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user's world does, and the cells that were planned for it: load and workload are
 * conditions, everything else is the user's choice. Cells are compared only within one.
 *
 * @param levels of load and workload, alike in all its cells
 * @param cells in the file's order
 * @param control the control's choices under it, if the plan has them
 */
record LoadCondition(Configuration levels, List<Cell> cells, Optional<Cell> control) {
  /** How a workload is handed over is the user's choice, although it stands there. */
  private static final Set<Setting> CHOICES = Set.of(Known.WORKLOAD_BATCH);

  LoadCondition {
    cells = List.copyOf(cells);
  }

  /** Whether a factor is a condition, and no choice. */
  static boolean is(Setting factor) {
    return (factor.scope() == Scope.LOAD || factor.scope() == Scope.WORKLOAD)
        && !CHOICES.contains(factor);
  }

  /** The conditions of a plan, in the order of its cells. */
  static List<LoadCondition> of(List<Cell> planned, String control) {
    Optional<Configuration> kept =
        planned.stream()
            .filter(cell -> cell.id().equals(control))
            .findFirst()
            .map(LoadCondition::choices);
    Map<Configuration, List<Cell>> byLevels = new LinkedHashMap<>();
    for (Cell cell : planned) {
      byLevels
          .computeIfAbsent(cell.levels().only(LoadCondition::is), c -> new ArrayList<>())
          .add(cell);
    }
    List<LoadCondition> conditions = new ArrayList<>();
    byLevels.forEach(
        (levels, cells) ->
            conditions.add(
                new LoadCondition(
                    levels,
                    cells,
                    cells.stream()
                        .filter(cell -> kept.filter(choices(cell)::equals).isPresent())
                        .findFirst())));
    return List.copyOf(conditions);
  }

  static Configuration choices(Cell cell) {
    return cell.levels().only(factor -> !is(factor));
  }

  /** Whether there is something to compare in it. */
  boolean compares() {
    return cells.size() > 1 && control.isPresent();
  }

  /**
   * The confidence of the two-sided intervals that it is judged by: Student's one-sided quantile at
   * α over the conditions that share it, the metrics and the cells but one.
   *
   * @param all conditions, it among them
   * @param metrics that are judged
   */
  double confidence(List<LoadCondition> all, int metrics) {
    long compared = Math.max(1, all.stream().filter(LoadCondition::compares).count());
    return BestSet.confidence(
        (1 - Observed.CONFIDENCE) / compared, metrics, Math.max(2, cells.size()));
  }

  /** Those of these cells that are in it. */
  List<Observed> of(List<Observed> observed) {
    return observed.stream().filter(one -> cells.contains(one.cell())).toList();
  }

  /** The control among these cells. */
  Optional<Observed> controlOf(List<Observed> observed) {
    return control.flatMap(
        kept -> observed.stream().filter(one -> one.cell().equals(kept)).findFirst());
  }
}
