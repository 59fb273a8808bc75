package dev.paddock.settings;

import dev.paddock.settings.parse.EnvText;
import dev.paddock.settings.parse.EnvVariable;
import dev.paddock.settings.parse.Parser;
import dev.paddock.settings.parse.Reading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ollama 0.33's {@code envconfig}: every variable that it reads, and how it takes their texts. */
public final class Envconfig {
  private static final Map<String, EnvVariable> BY_NAME =
      Stream.concat(
              Known.all().stream().flatMap(setting -> setting.variable().stream()),
              Stream.of(
                  server("OLLAMA_MAX_TRANSFER_STREAMS", Parser.WHOLE, "4"),
                  both("OLLAMA_AUTH", Parser.FLAG, "off"),
                  both("OLLAMA_CORS", Parser.FLAG, "off"),
                  both("OLLAMA_REMOTES", Parser.TEXT, ""),
                  both("OLLAMA_EDITOR", Parser.TEXT, ""),
                  both("OLLAMA_API_KEY", Parser.TEXT, ""),
                  both("OLLAMA_EXPERIMENT", Parser.TEXT, ""),
                  both("OLLAMA_SKILLS", Parser.TEXT, ""),
                  both("OLLAMA_CLOUD_BASE_URL", Parser.TEXT, ""),
                  both("OLLAMA_DOT_COM_URL", Parser.TEXT, ""),
                  both("OLLAMA_LLAMA_CPP_COMPAT", Parser.TEXT, ""),
                  both("OLLAMA_APP_DB_PATH", Parser.TEXT, ""),
                  both("OLLAMA_AGENT_DISABLE_SHELL", Parser.TEXT, ""),
                  both("OLLAMA_AGENT_DISABLE_WEBSEARCH", Parser.TEXT, ""),
                  both("OLLAMA_LAUNCH_DSH_API_KEY", Parser.TEXT, "")))
          .collect(
              Collectors.toMap(
                  EnvVariable::name, one -> one, (first, second) -> first, LinkedHashMap::new));

  /** What clients of Ollama read, among them Open WebUI, LiteLLM and the language libraries. */
  private static final Set<String> OF_CLIENTS =
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

  private Envconfig() {}

  private static EnvVariable server(String name, Parser parser, String byDefault) {
    return new EnvVariable(name, parser, byDefault, true);
  }

  private static EnvVariable both(String name, Parser parser, String byDefault) {
    return new EnvVariable(name, parser, byDefault, false);
  }

  /** Every variable that Ollama reads. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /** How Ollama reads a variable; empty where it does not. */
  public static Optional<EnvVariable> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Whether the server reads it and {@code ollama run} does not. */
  public static boolean serverOnly(String name) {
    return find(name).filter(EnvVariable::serverOnly).isPresent();
  }

  /** Whether a name is one that clients of Ollama read, and the server does not. */
  public static boolean ofClients(String name) {
    return OF_CLIENTS.contains(name);
  }

  /**
   * What is not as the text says; empty where all is well, or Ollama does not read the variable.
   */
  public static Optional<Reading> surprise(String name, String text) {
    if (EnvText.stripped(text).isEmpty()) {
      return find(name)
          .filter(one -> one.parser() == Parser.DEVICES)
          .map(_ -> Parser.hidden("is set to nothing, which hides every GPU"));
    }
    return find(name).flatMap(one -> one.parser().read(text, one.byDefault()));
  }
}
