package dev.paddock.doctor;

import dev.paddock.settings.Envconfig;
import dev.paddock.settings.Known;
import java.util.Locale;

/** Which environment variables concern Ollama, and which look so and are other programs'. */
final class OllamaNames {
  private OllamaNames() {}

  /** Whether somebody who sets this name means Ollama's server or llama.cpp under it. */
  static boolean isOfOllama(String name) {
    String folded = name.toUpperCase(Locale.ROOT);
    boolean ofServer = folded.startsWith("OLLAMA_") || folded.startsWith("LLAMA_ARG_");
    boolean ofDevices = name.endsWith("_VISIBLE_DEVICES") && Envconfig.names().contains(name);
    return (ofServer && !Envconfig.ofClients(name))
        || name.equals(Known.LLAMA_API_KEY.name())
        || ofDevices;
  }
}
