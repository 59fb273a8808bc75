package dev.paddock.experiment;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A parsed condition, in a logic of three values: what is unknown excludes nothing. */
sealed interface Condition {
  /** True, false, or not to be known before the server runs. */
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  Truth holds(Configuration settings);

  /** Refuses names that are not among {@code names}. */
  void check(Set<String> names);

  /**
   * The condition that {@code text} says.
   *
   * @throws IllegalArgumentException where it says none
   */
  static Condition parse(String text) {
    return new ConditionParser(text).condition();
  }

  /** Both. */
  record And(Condition left, Condition right) implements Condition {
    @Override
    public Truth holds(Configuration settings) {
      Truth a = left.holds(settings);
      Truth b = right.holds(settings);
      if (a == Truth.FALSE || b == Truth.FALSE) {
        return Truth.FALSE;
      }
      return a == Truth.UNKNOWN ? a : b;
    }

    @Override
    public void check(Set<String> names) {
      left.check(names);
      right.check(names);
    }
  }

  /** Not. */
  record Not(Condition inner) implements Condition {
    @Override
    public Truth holds(Configuration settings) {
      return switch (inner.holds(settings)) {
        case TRUE -> Truth.FALSE;
        case FALSE -> Truth.TRUE;
        case UNKNOWN -> Truth.UNKNOWN;
      };
    }

    @Override
    public void check(Set<String> names) {
      inner.check(names);
    }
  }

  /** A comparison of two terms. */
  record Compare(Term left, String sign, Term right) implements Condition {
    @Override
    public Truth holds(Configuration settings) {
      OptionalDouble a = left.number(settings);
      OptionalDouble b = right.number(settings);
      if (a.isPresent() && b.isPresent()) {
        return truth(compares(a.getAsDouble(), b.getAsDouble()));
      }
      if (sign.equals("==") || sign.equals("!=")) {
        String word = left.word(settings);
        String other = right.word(settings);
        return word.isEmpty() || other.isEmpty()
            ? Truth.UNKNOWN
            : truth(word.equals(other) == sign.equals("=="));
      }
      return Truth.UNKNOWN;
    }

    private boolean compares(double a, double b) {
      return switch (sign) {
        case "<" -> a < b;
        case "<=" -> a <= b;
        case ">" -> a > b;
        case ">=" -> a >= b;
        case "==" -> a == b;
        default -> a != b;
      };
    }

    private static Truth truth(boolean holds) {
      return holds ? Truth.TRUE : Truth.FALSE;
    }

    @Override
    public void check(Set<String> names) {
      boolean words = sign.equals("==") || sign.equals("!=");
      boolean eitherNamed = left.named(names) || right.named(names);
      left.check(names, words && eitherNamed);
      right.check(names, words && eitherNamed);
    }
  }

  /** A number or a word. */
  sealed interface Term {
    /** Its number; empty where it is none, or not known. */
    OptionalDouble number(Configuration settings);

    /** What it is compared by where it is no number; empty where it cannot be. */
    String word(Configuration settings);

    /** Whether it is one of the experiment's settings. */
    boolean named(Set<String> names);

    /** Refuses a name that the experiment has not, unless it may be a word. */
    void check(Set<String> names, boolean wordsAllowed);
  }

  /** A number. */
  record Literal(double value) implements Term {
    @Override
    public OptionalDouble number(Configuration settings) {
      return OptionalDouble.of(value);
    }

    @Override
    public String word(Configuration settings) {
      return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    @Override
    public boolean named(Set<String> names) {
      return false;
    }

    @Override
    public void check(Set<String> names, boolean wordsAllowed) {}
  }

  /**
   * A word.
   *
   * @param setting that it names, where it names one; empty where it is in quotes
   */
  record Name(String name, Optional<Setting> setting) implements Term {
    @Override
    public OptionalDouble number(Configuration settings) {
      return setting.flatMap(settings::get).map(Name::number).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble number(Value value) {
      return switch (value) {
        case Value.Whole(long number) -> OptionalDouble.of((double) number);
        case Value.Decimal(double number) -> OptionalDouble.of(number);
        case Value.Text(String text) when text.matches("-?\\d{1,15}(\\.\\d{1,9})?") ->
            OptionalDouble.of(Double.parseDouble(text));
        case Value.Text(String text) when text.matches("\\d{1,9}(\\.\\d{1,9})?/(s|min|h)") ->
            OptionalDouble.of(Units.perSecond(text));
        case Value other -> OptionalDouble.empty();
      };
    }

    @Override
    public String word(Configuration settings) {
      return setting.flatMap(settings::get).map(Value::toString).orElse(name);
    }

    @Override
    public boolean named(Set<String> names) {
      return setting.isPresent() && names.contains(name);
    }

    @Override
    public void check(Set<String> names, boolean wordsAllowed) {
      if (setting.isEmpty() || names.contains(name)) {
        return;
      }
      if (!wordsAllowed || Settings.find(name).isPresent()) {
        throw new Refused(
            name + " is neither a factor nor a constant of this experiment",
            Settings.nearest(name, names)
                .map(near -> "Did you mean " + near + "?")
                .orElse("It has: " + String.join(", ", List.copyOf(names)) + "."));
      }
    }
  }

  /** A sum, difference, product or quotient. */
  record Arithmetic(Term left, char sign, Term right) implements Term {
    @Override
    public OptionalDouble number(Configuration settings) {
      OptionalDouble a = left.number(settings);
      OptionalDouble b = right.number(settings);
      if (a.isEmpty() || b.isEmpty()) {
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(
          switch (sign) {
            case '+' -> a.getAsDouble() + b.getAsDouble();
            case '-' -> a.getAsDouble() - b.getAsDouble();
            case '*' -> a.getAsDouble() * b.getAsDouble();
            default -> a.getAsDouble() / b.getAsDouble();
          });
    }

    @Override
    public String word(Configuration settings) {
      return "";
    }

    @Override
    public boolean named(Set<String> names) {
      return left.named(names) || right.named(names);
    }

    @Override
    public void check(Set<String> names, boolean wordsAllowed) {
      left.check(names, false);
      right.check(names, false);
    }
  }
}
