package dev.paddock.wording;

import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What cells are called in sentences: their settings in people's words, and their id. */
final class Naming {
  private static final int MOST_SETTINGS = 4;
  private static final int MOST_CELLS = 3;

  private final Map<String, OfCell> cells;
  private final String control;

  Naming(Summary summary) {
    cells = new LinkedHashMap<>();
    summary.cells().forEach(cell -> cells.put(cell.id(), cell));
    control = summary.control();
  }

  /** For example "num_ctx 4096 with 2 slots (c07)". */
  String cell(String id) {
    return cell(id, Set.of());
  }

  /** The same without the settings that make its condition. */
  String cell(String id, Set<String> condition) {
    Map<String, Object> levels = new LinkedHashMap<>();
    Optional.ofNullable(cells.get(id)).ifPresent(cell -> levels.putAll(cell.levels()));
    levels.keySet().removeAll(condition);
    if (levels.isEmpty()) {
      return id;
    }
    if (levels.size() <= MOST_SETTINGS) {
      return "%s (%s)".formatted(Spoken.levels(levels), id);
    }
    Map<String, Object> others = new LinkedHashMap<>(levels);
    Optional.ofNullable(cells.get(control))
        .ifPresent(
            one ->
                others
                    .entrySet()
                    .removeIf(
                        level ->
                            Objects.equals(one.levels().get(level.getKey()), level.getValue())));
    if (others.isEmpty()) {
      return "the control's settings (%s)".formatted(id);
    }
    return others.size() < levels.size()
        ? "the control's settings but %s (%s)".formatted(Spoken.levels(others), id)
        : "%s (%s)".formatted(Spoken.levels(levels), id);
  }

  /** The first of them by name, of the others how many. */
  String cells(List<String> ids) {
    String first = ids.stream().limit(MOST_CELLS).map(this::cell).collect(Collectors.joining("; "));
    int more = ids.size() - MOST_CELLS;
    return more > 0 ? "%s; and %d more".formatted(first, more) : first;
  }

  /** The unit of a metric that some cell has. */
  String unit(String metric) {
    return cells.values().stream()
        .flatMap(cell -> cell.metric(metric).stream())
        .map(Estimate::unit)
        .findFirst()
        .orElse("");
  }

  /** The control, or a cell of its choices under another condition; its levels where few. */
  String control(String id) {
    boolean few =
        Optional.ofNullable(cells.get(id))
            .filter(cell -> cell.levels().size() <= MOST_SETTINGS)
            .isPresent();
    return few ? "the control, " + cell(id) : "the control (%s)".formatted(id);
  }
}
