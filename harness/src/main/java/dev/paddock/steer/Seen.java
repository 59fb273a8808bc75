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
  private final Map<String, Set<Integer>> ended = new HashMap<>();
  private final Map<String, Set<Integer>> gaveNothing = new HashMap<>();

  Seen(Plan plan) {
    this.plan = plan;
  }

  void cannotRun(String cell) {
    infeasible.add(cell);
  }

  /** A trial that counts; where its block has one already, it fills the gaps of that. */
  void valid(String cell, int block, Measured measured) {
    ended.computeIfAbsent(cell, c -> new HashSet<>()).add(block);
    valid
        .computeIfAbsent(cell, c -> new TreeMap<>())
        .merge(block, measured, (first, again) -> first.filledBy(again));
  }

  /**
   * A trial that does not count.
   *
   * @param ofItself whether the cell and not the world outside is to blame
   */
  void invalid(String cell, int block, boolean ofItself) {
    invalid.merge(cell, 1, Integer::sum);
    ended.computeIfAbsent(cell, c -> new HashSet<>()).add(block);
    if (ofItself) {
      gaveNothing.computeIfAbsent(cell, c -> new HashSet<>()).add(block);
    }
  }

  /** Whether a cell had a trial in a block, or is known to need none. */
  boolean ended(String cell, int block) {
    return infeasible(cell) || ended.getOrDefault(cell, Set.of()).contains(block);
  }

  /** Whether a cell itself is to blame for a trial of this block that does not count. */
  boolean gaveNothing(String cell, int block) {
    return gaveNothing.getOrDefault(cell, Set.of()).contains(block);
  }

  boolean infeasible(String cell) {
    return infeasible.contains(cell);
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
