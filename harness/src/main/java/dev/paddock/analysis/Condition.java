package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user's world does, and the cells that were planned for it: load and workload are
 * conditions, everything else is the user's choice. Cells are compared only within one.
 *
 * @param levels of load and workload, alike in all its cells
 * @param cells in the file's order
 * @param control the control's choices under it, if the plan has them
 */
record Condition(Configuration levels, List<Cell> cells, Optional<Cell> control) {
  /** How answers are drawn from a workload is the user's choice, although it stands there. */
  private static final String A_CHOICE = "workload.strategy";

  Condition {
    cells = List.copyOf(cells);
  }

  /** Whether a factor is a condition, and no choice. */
  static boolean is(Setting factor) {
    return (factor.scope() == Scope.LOAD || factor.scope() == Scope.WORKLOAD)
        && !factor.name().equals(A_CHOICE);
  }

  /** The conditions of a plan, in the order of its cells. */
  static List<Condition> of(List<Cell> planned, String control) {
    Optional<Configuration> kept =
        planned.stream()
            .filter(cell -> cell.id().equals(control))
            .findFirst()
            .map(Condition::choices);
    Map<Configuration, List<Cell>> byLevels = new LinkedHashMap<>();
    for (Cell cell : planned) {
      byLevels.computeIfAbsent(cell.levels().only(Condition::is), c -> new ArrayList<>()).add(cell);
    }
    List<Condition> conditions = new ArrayList<>();
    byLevels.forEach(
        (levels, cells) ->
            conditions.add(
                new Condition(
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
