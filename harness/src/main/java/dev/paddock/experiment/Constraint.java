package dev.paddock.experiment;

/**
 * A condition that a cell must fulfil, for example {@code num_ctx * OLLAMA_NUM_PARALLEL <= 16384}.
 *
 * @param text as the file has it
 */
public record Constraint(String text) {}
