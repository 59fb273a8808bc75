package dev.paddock.plan;

import dev.paddock.settings.Configuration;

/**
 * One combination of factor levels.
 *
 * @param id {@code c01}, {@code c02}, …, in the order of the file's levels; the same file gives the
 *     same ids
 * @param levels by factor, in the order of the file
 */
public record Cell(String id, Configuration levels) {
  /** The levels as a reader sees them, for example {@code num_ctx=2048, load.clients=4}. */
  public String label() {
    StringBuilder label = new StringBuilder();
    levels.forEach(
        (factor, value) ->
            label
                .append(label.isEmpty() ? "" : ", ")
                .append(factor.name())
                .append('=')
                .append(value));
    return label.toString();
  }
}
