package dev.paddock.experiment.file;

import dev.paddock.experiment.Refused;
import dev.paddock.settings.Setting;

/**
 * Which settings an OpenAI-compatible server takes: those of a request that llama-server or vLLM
 * read under the same name, and its own when it starts. What only Ollama has is refused with what
 * to use instead.
 */
final class OpenAiSettings {
  private OpenAiSettings() {}

  /** Refuses a setting that such a server does not take. */
  static void check(Setting setting) {
    boolean taken =
        switch (setting.scope()) {
          case REQUEST -> setting.openAi().taken();
          case MODEL_LOAD -> false;
          case SERVER -> !setting.name().startsWith("OLLAMA_");
          case MODEL, PROXY, LOAD, WORKLOAD, BENCH -> true;
        };
    if (!taken) {
      throw new Refused(
          "is a setting of Ollama, and an OpenAI-compatible server has it not",
          setting
              .openAi()
              .instead()
              .map(instead -> "Use " + instead + ", which it reads when it starts.")
              .orElse("Leave it out."));
    }
  }
}
