package dev.paddock.engine.llama;

import java.util.List;

/**
 * What is asked of a loaded model.
 *
 * @param raw whether the contents are the prompt as it stands, without the model's template
 * @param truncate whether a prompt that is too long is cut instead of refused
 */
record Completion(
    List<Turn> turns, boolean raw, List<Integer> context, boolean truncate, Sampling sampling) {
  Completion {
    turns = List.copyOf(turns);
    context = List.copyOf(context);
  }
}
