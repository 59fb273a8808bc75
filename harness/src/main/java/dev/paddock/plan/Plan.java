package dev.paddock.plan;

import java.util.List;

/**
 * Every trial of a run, in order; {@code plan.json}.
 *
 * @param experiment its name
 * @param seed of every random choice, prompts included
 * @param cells in the order of the file's levels
 * @param leftOut how many combinations the file's {@code where} left out
 * @param control the id of the cell that all others are compared with
 * @param trials in the order in which they run
 */
public record Plan(
    String experiment,
    long seed,
    List<Cell> cells,
    int leftOut,
    String control,
    List<PlannedTrial> trials) {

  public Plan {
    cells = List.copyOf(cells);
    trials = List.copyOf(trials);
  }

  /**
   * The cell with this id.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Cell cell(String id) {
    return cells.stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no cell " + id + " in this plan"));
  }
}
