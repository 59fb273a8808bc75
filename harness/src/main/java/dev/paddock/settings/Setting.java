package dev.paddock.settings;

import dev.paddock.settings.parse.EnvVariable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param mind what makes a naive sweep of it wrong
 * @param allowed which values of its kind it takes
 * @param plainName how people call it
 * @param brief its name in few letters
 * @param memory what more of it needs
 * @param openAi what other servers make of it
 * @param owned why nobody sets it but Paddock
 * @param variable how Ollama reads it from its environment
 */
public record Setting(
    String name,
    Scope scope,
    Kind kind,
    String byDefault,
    String says,
    Optional<String> mind,
    Allowed allowed,
    Optional<PlainName> plainName,
    String brief,
    Memory memory,
    OpenAi openAi,
    Optional<Owned> owned,
    Optional<EnvVariable> variable)
    implements Comparable<Setting> {
  /** Begins the name of a variable that no row of the table has. */
  private static final String ANY_VARIABLE = "env.";

  private static final Pattern DURATION =
      Pattern.compile("-?(\\d+(\\.\\d+)?\\s?(ns|us|µs|ms|s|m|h))+|-?\\d+");

  private static final Pattern RATE = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?\\s*/(s|min|h)");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?([KM]?)i?B?");

  /** A setting of which no more is known. */
  public Setting(
      String name, Scope scope, Kind kind, String byDefault, String says, Optional<String> mind) {
    this(
        name,
        scope,
        kind,
        byDefault,
        says,
        mind,
        Allowed.ANY,
        Optional.empty(),
        name,
        Memory.UNKNOWN,
        OpenAi.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * That Paddock sets a setting itself.
   *
   * @param instead what to do where one wants to set it
   */
  public record Owned(String why, String instead) {}

  /** A setting is its name, whatever else is known of it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Setting setting && name.equals(setting.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public int compareTo(Setting other) {
    return name.compareTo(other.name);
  }

  /** How a server's environment calls it: {@code env.NAME} is the variable NAME. */
  public String variableName() {
    return name.startsWith(ANY_VARIABLE) ? name.substring(ANY_VARIABLE.length()) : name;
  }

  /** Whether it stands in a server's environment; arguments of vLLM are appended to its command. */
  public boolean isVariable() {
    return ofServer() && !name.startsWith("vllm.");
  }

  /** Whether it is a variable or argument with which a server starts. */
  public boolean ofServer() {
    return scope == Scope.SERVER;
  }

  /** Whether a load of the model depends on it, and so the memory that it takes. */
  public boolean ofLoad() {
    return scope == Scope.SERVER || scope == Scope.MODEL_LOAD || scope == Scope.MODEL;
  }

  /**
   * The value as this setting spells it, so that {@code "true"} and {@code true} are one level: a
   * flag's text becomes a flag, a text's number becomes text, a whole number loses its point.
   */
  public Value canonical(Value value) {
    return switch (value) {
      case Value.Text(String text)
          when (kind == Kind.FLAG || name.equals(Known.THINK.name()))
              && text.matches("true|false") ->
          new Value.Flag(text.equals("true"));
      case Value.Text(String text)
          when kind == Kind.FLAG && scope == Scope.SERVER && text.matches("[01]") ->
          new Value.Flag(text.equals("1"));
      case Value.Whole(long number)
          when kind == Kind.FLAG && scope == Scope.SERVER && (number == 0 || number == 1) ->
          new Value.Flag(number == 1);
      case Value.Text(String text) when kind == Kind.RATE ->
          new Value.Text(text.replaceAll("\\s+", ""));
      case Value.Text(String text) when kind == Kind.WHOLE && text.matches("-?\\d{1,18}") ->
          new Value.Whole(Long.parseLong(text));
      case Value.Whole(long number) when kind == Kind.TEXT -> new Value.Text(Long.toString(number));
      case Value.Decimal(double number) when kind == Kind.TEXT ->
          new Value.Text(Double.toString(number));
      case Value.Flag(boolean on) when kind == Kind.TEXT && scope != Scope.REQUEST ->
          new Value.Text(Boolean.toString(on));
      case Value.Decimal(double number)
          when kind == Kind.DECIMAL && number == Math.rint(number) && Math.abs(number) < 1e15 ->
          new Value.Whole(Math.round(number));
      case Value.Whole same -> same;
      case Value.Decimal same -> same;
      case Value.Flag same -> same;
      case Value.Text same -> same;
      case Value.Items same -> same;
      case Value.Mapping same -> same;
      case Value.Unset same -> same;
      case Value.Max same -> same;
    };
  }

  /** What would be allowed, in words, where this setting does not take {@code value}. */
  public Optional<String> objection(Value value) {
    if (!kind.admits(value)) {
      return Optional.of(kind.words());
    }
    if (value instanceof Value.Max && !name.equals(Known.NUM_GPU.name())) {
      return Optional.of("a number; max is known of num_gpu only");
    }
    if (value instanceof Value.Mapping && !name.equals(Known.FORMAT.name())) {
      return Optional.of(kind.words() + "; a mapping is known of format only");
    }
    if (kind == Kind.DURATION
        && value instanceof Value.Text(String text)
        && !DURATION.matcher(text).matches()) {
      return Optional.of(kind.words());
    }
    if (kind == Kind.SIZE && !SIZE.matcher(value.toString()).matches() && !unset(value)) {
      return Optional.of(kind.words());
    }
    if (kind == Kind.RATE
        && value instanceof Value.Text(String text)
        && !RATE.matcher(text).matches()) {
      return Optional.of(kind.words());
    }
    return allowed.objection(value);
  }

  private static boolean unset(Value value) {
    return value instanceof Value.Unset;
  }

  /**
   * The bytes of a size such as {@code 64 KB}, where K is 1024 as proxies and file systems count.
   */
  public static long bytes(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(size + " is no size");
    }
    long unit =
        switch (matcher.group(2)) {
          case "K" -> 1L << 10;
          case "M" -> 1L << 20;
          default -> 1;
        };
    return Long.parseLong(matcher.group(1)) * unit;
  }

  /** What values a setting takes. */
  public enum Kind {
    WHOLE("a whole number"),
    DECIMAL("a number"),
    FLAG("true or false"),
    TEXT("text"),
    ITEMS("text or a list of texts"),
    DURATION("a duration, such as 5m, or seconds; -1 for ever"),
    SIZE("a size, such as 8 KB or 64 KB, or bytes"),
    RATE("a rate, such as 2/s or 30/min");

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
        case Value.Unset() -> this != RATE;
        case Value.Max() -> this == WHOLE;
        case Value.Whole(long number) -> this != FLAG && this != ITEMS && this != RATE;
        case Value.Decimal(double number) -> this == DECIMAL || this == TEXT;
        case Value.Flag(boolean on) -> this == FLAG || this == TEXT;
        case Value.Text(String text) -> this != WHOLE && this != DECIMAL && this != FLAG;
        case Value.Items(var values) -> this == ITEMS;
        case Value.Mapping(var values) -> this == TEXT;
      };
    }
  }
}
