package dev.paddock.steer;

import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the trials of a run showed until now: figures of its cells, and which cannot run here. */
final class Seen {
  private final Plan plan;
  private final Set<String> infeasible = new HashSet<>();
  private final Map<String, SortedMap<Integer, Measured>> valid = new HashMap<>();
  private final Map<String, Integer> invalid = new HashMap<>();

  Seen(Plan plan) {
    this.plan = plan;
  }

  void cannotRun(String cell) {
    infeasible.add(cell);
  }

  /** A trial that counts; where its block has one already, it fills the gaps of that. */
  void valid(String cell, int block, Measured measured) {
    valid
        .computeIfAbsent(cell, c -> new TreeMap<>())
        .merge(block, measured, (first, again) -> first.filledBy(again));
  }

  void invalid(String cell) {
    invalid.merge(cell, 1, Integer::sum);
  }

  boolean infeasible(String cell) {
    return infeasible.contains(cell);
  }

  /** Whether a cell had a trial, or is known to need none. */
  boolean tried(String cell) {
    return infeasible(cell) || valid.containsKey(cell) || invalid.containsKey(cell);
  }

  /** The control, whether it can run or not. */
  Observed control() {
    return of(plan.cell(plan.control()));
  }

  /** All cells that can run here, in the plan's order. */
  List<Observed> cells() {
    return cells(ids(plan));
  }

  /** Those of these cells that can run here, in the plan's order. */
  List<Observed> cells(List<String> ids) {
    return plan.cells().stream()
        .filter(cell -> ids.contains(cell.id()) && !infeasible(cell.id()))
        .map(this::of)
        .toList();
  }

  /** What a cell showed. */
  Observed of(Cell cell) {
    return new Observed(
        cell, valid.getOrDefault(cell.id(), new TreeMap<>()), invalid.getOrDefault(cell.id(), 0));
  }

  static List<String> ids(Plan plan) {
    return plan.cells().stream().map(Cell::id).toList();
  }
}
