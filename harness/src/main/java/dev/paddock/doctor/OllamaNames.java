package dev.paddock.doctor;

import java.util.Locale;
import java.util.Set;

/** Which environment variables concern Ollama, and which look so and are other programs'. */
final class OllamaNames {
  /** What clients of Ollama read, among them Open WebUI, LiteLLM and the language libraries. */
  private static final Set<String> CLIENTS =
      Set.of(
          "OLLAMA_BASE_URL",
          "OLLAMA_BASE_URLS",
          "OLLAMA_API_BASE",
          "OLLAMA_API_BASE_URL",
          "OLLAMA_API_URL",
          "OLLAMA_API_CONFIGS",
          "OLLAMA_URL",
          "OLLAMA_MODEL",
          "OLLAMA_CHAT_MODEL",
          "OLLAMA_EMBED_MODEL",
          "OLLAMA_EMBEDDING_MODEL",
          "OLLAMA_VERSION");

  private OllamaNames() {}

  /** Whether somebody who sets this name means Ollama's server or llama.cpp under it. */
  static boolean isOfOllama(String name) {
    String folded = name.toUpperCase(Locale.ROOT);
    boolean ofServer = folded.startsWith("OLLAMA_") || folded.startsWith("LLAMA_ARG_");
    boolean ofDevices = name.endsWith("_VISIBLE_DEVICES") && Envconfig.names().contains(name);
    return (ofServer && !CLIENTS.contains(name)) || name.equals("LLAMA_API_KEY") || ofDevices;
  }
}
