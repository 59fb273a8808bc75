package dev.paddock.settings.trap;

import java.util.Set;

/** What Ollama 0.33 does to whole families of models, from its {@code server/sched.go}. */
final class ModelFamilies {
  private static final Set<String> ONE_SLOT =
      Set.of(
          "mllama",
          "qwen3vl",
          "qwen3vlmoe",
          "qwen35",
          "qwen35moe",
          "qwen3next",
          "lfm2",
          "lfm2moe",
          "nemotron_h",
          "nemotron_h_moe",
          "nemotron_h_omni");

  private ModelFamilies() {}

  /** Whether a family is run with one slot, whatever OLLAMA_NUM_PARALLEL says. */
  static boolean haveOneSlot(String family) {
    return ONE_SLOT.contains(family);
  }
}
