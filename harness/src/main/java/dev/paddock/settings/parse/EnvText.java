package dev.paddock.settings.parse;

import java.util.Optional;

/** The text of a variable as Ollama 0.33 takes it out of its environment, {@code envconfig.Var}. */
public final class EnvText {
  private EnvText() {}

  /** Blanks go first, then quotes; blanks inside the quotes stay. */
  public static String stripped(String text) {
    return text.strip().replaceAll("^[\"']+|[\"']+$", "");
  }

  /** Whether Ollama takes this text for on; an empty text is unset and on neither side. */
  public static Optional<Boolean> flagOf(String text) {
    String flag = stripped(text);
    return flag.isEmpty() ? Optional.empty() : Optional.of(GoBoolean.isOn(flag));
  }

  /** The number that Ollama takes; empty where it takes the default. */
  public static Optional<Long> numberOf(String text) {
    String number = stripped(text);
    return number.matches("\\d{1,18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
  }
}
