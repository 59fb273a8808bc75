package dev.paddock.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the environment says about the server, in the variables of Ollama that this one obeys.
 *
 * @param host where it listens
 * @param port on which port
 * @param parallel how many requests are answered at once
 * @param flashAttention empty for automatic
 * @param cacheType how keys and values are stored, as the variable says it
 * @param keepAlive how long a model stays loaded after its last request
 * @param contextLength cells of a slot where a request does not say
 */
public record ServerVariables(
    String host,
    int port,
    int parallel,
    Optional<Boolean> flashAttention,
    String cacheType,
    Duration keepAlive,
    int contextLength) {

  private static final int DEFAULT_PORT = 11_434;
  private static final int DEFAULT_CONTEXT = 4096;

  /** Reads them as Ollama does; what cannot be understood is said in the log. */
  public static ServerVariables of(Map<String, String> environment) {
    String host = value(environment, "OLLAMA_HOST");
    String type = value(environment, "OLLAMA_KV_CACHE_TYPE").toLowerCase(Locale.ROOT);
    return new ServerVariables(
        host(host),
        port(host),
        positive(environment, "OLLAMA_NUM_PARALLEL", 1),
        flag(value(environment, "OLLAMA_FLASH_ATTENTION")),
        type.isEmpty() ? "f16" : type,
        keepAlive(value(environment, "OLLAMA_KEEP_ALIVE")),
        positive(environment, "OLLAMA_CONTEXT_LENGTH", DEFAULT_CONTEXT));
  }

  /** Variables are trimmed of blanks and quotes, as Ollama does. */
  private static String value(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.length() >= 2 && (value.startsWith("\"") || value.startsWith("'"))
        ? value.substring(1, value.length() - 1).strip()
        : value;
  }

  private static int positive(Map<String, String> environment, String name, int otherwise) {
    String value = value(environment, name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      Log.line("%s=%s is not a number: %s".formatted(name, value, e.getMessage()));
    }
    Log.line("invalid %s=%s, using the default %d".formatted(name, value, otherwise));
    return otherwise;
  }

  /** Go's booleans; any other text counts as true, which is Ollama's trap. */
  private static Optional<Boolean> flag(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(!List.of("0", "f", "F", "false", "FALSE", "False").contains(value));
  }

  private static Duration keepAlive(String value) {
    Duration usual = Duration.ofMinutes(5);
    if (value.isEmpty()) {
      return usual;
    }
    try {
      return KeepAlive.parse(value);
    } catch (IllegalArgumentException e) {
      Log.line("invalid OLLAMA_KEEP_ALIVE: %s, using the default 5m".formatted(e.getMessage()));
      return usual;
    }
  }

  private static String authority(String host) {
    String rest = host.contains("://") ? host.substring(host.indexOf("://") + 3) : host;
    return rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
  }

  private static String host(String text) {
    String authority = authority(text);
    String host = authority;
    if (authority.startsWith("[")) {
      host = authority.substring(1, Math.max(1, authority.indexOf(']')));
    } else if (authority.chars().filter(c -> c == ':').count() == 1) {
      host = authority.substring(0, authority.indexOf(':'));
      if (host.isEmpty()) {
        return "0.0.0.0";
      }
    }
    return host.isEmpty() ? "127.0.0.1" : host;
  }

  private static int port(String text) {
    int usual = text.startsWith("http://") ? 80 : text.startsWith("https://") ? 443 : DEFAULT_PORT;
    String authority = authority(text);
    int colon = authority.lastIndexOf(':');
    boolean bare = !authority.startsWith("[") && authority.indexOf(':') != colon;
    if (bare || colon < authority.lastIndexOf(']')) {
      return usual;
    }
    return colon < 0 ? usual : portNumber(authority.substring(colon + 1)).orElse(usual);
  }

  private static OptionalInt portNumber(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 0xffff) {
        return OptionalInt.of(port);
      }
    } catch (NumberFormatException e) {
      Log.line("invalid port in OLLAMA_HOST: %s".formatted(e.getMessage()));
    }
    return OptionalInt.empty();
  }
}
