package dev.paddock.settings;

import java.util.Optional;

/**
 * Something that can be set: on a request, a model load, a server, a proxy, or in the experiment
 * file itself.
 *
 * @param name as the server or the file spells it, for example {@code num_ctx}, {@code
 *     OLLAMA_NUM_PARALLEL}, {@code load.clients}
 * @param scope what a change costs
 * @param kind what values it takes
 * @param byDefault what holds where it is not set, in words
 * @param says what it does, in one sentence
 * @param trap what makes a naive sweep of it wrong
 */
public record Setting(
    String name, Scope scope, Kind kind, String byDefault, String says, Optional<String> trap) {

  /** What values a setting takes. */
  public enum Kind {
    WHOLE("a whole number"),
    DECIMAL("a number"),
    FLAG("true or false"),
    TEXT("text"),
    ITEMS("text or a list of texts"),
    DURATION("a duration, such as 5m, or seconds; -1 for ever");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind as a reader is told it. */
    public String words() {
      return words;
    }

    /** Whether {@code value} is of this kind; unset is of every kind, max of whole numbers. */
    public boolean admits(Value value) {
      return switch (value) {
        case Value.Unset() -> true;
        case Value.Max() -> this == WHOLE;
        case Value.Whole(long number) -> this != FLAG && this != ITEMS;
        case Value.Decimal(double number) -> this == DECIMAL || this == TEXT;
        case Value.Flag(boolean on) -> this == FLAG || this == TEXT;
        case Value.Text(String text) -> this == TEXT || this == ITEMS || this == DURATION;
        case Value.Items(var values) -> this == ITEMS;
      };
    }
  }
}
