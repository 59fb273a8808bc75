package dev.paddock.analysis;

import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What it takes to go from one cell's choices to another's. A level that the server shows to be
 * what it was is no change, whatever was asked for.
 *
 * @param seen what the server was read back to run with, by cell and setting
 */
record Changes(Map<String, Map<String, Set<String>>> seen) {
  /** Nothing was read back. */
  static final Changes UNSEEN = new Changes(Map.of());

  static Changes of(List<Event.Trial> trials) {
    Map<String, Map<String, Set<String>>> seen = new HashMap<>();
    for (Event.Trial trial : trials) {
      trial
          .got()
          .forEach(
              (name, value) ->
                  seen.computeIfAbsent(trial.cell(), c -> new HashMap<>())
                      .computeIfAbsent(name, n -> new TreeSet<>())
                      .add(value));
    }
    return new Changes(seen);
  }

  /** The settings that are changed. */
  List<Setting> between(Cell from, Cell to) {
    return LoadCondition.choices(to).settings().stream()
        .filter(setting -> !same(setting, from, to))
        .toList();
  }

  private boolean same(Setting setting, Cell from, Cell to) {
    Value one = from.levels().orUnset(setting);
    return one.equals(to.levels().orUnset(setting))
        || shown(setting, from)
            .filter(value -> shown(setting, to).filter(value::equals).isPresent())
            .isPresent();
  }

  /** The one value that all trials of a cell were seen to have. */
  private Optional<String> shown(Setting setting, Cell cell) {
    Set<String> values =
        seen.getOrDefault(cell.id(), Map.of()).getOrDefault(setting.name(), Set.of());
    return values.size() == 1 ? values.stream().findFirst() : Optional.empty();
  }

  /** Fewest changes first, of these fewest that need another server. */
  Comparator<Cell> from(Cell control) {
    return Comparator.comparingInt((Cell cell) -> between(control, cell).size())
        .thenComparingLong(
            cell -> between(control, cell).stream().filter(Setting::ofServer).count());
  }
}
