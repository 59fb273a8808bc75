package dev.paddock.settings.parse;

import java.util.Optional;

/** Booleans as Ollama reads them in its environment: Go's {@code strconv.ParseBool}. */
public final class GoBoolean {
  private GoBoolean() {}

  /** What the text says; empty where it is none of the twelve that Go takes. */
  public static Optional<Boolean> parse(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
      case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** What Ollama makes of it: text that is no boolean counts as on. */
  public static boolean isOn(String text) {
    return parse(text).orElse(true);
  }
}
