package dev.paddock.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A value that a setting can take, as the experiment file wrote it.
 *
 * <p>In JSON a value is what one would expect (number, boolean, string, array); {@link Unset} is
 * the string {@code "unset"} and {@link Max} the string {@code "max"}.
 */
public sealed interface Value {

  /** A whole number. */
  record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** A number with a fraction. */
  record Decimal(double number) implements Value {
    @Override
    public String toString() {
      return Double.toString(number);
    }
  }

  /** True or false. */
  record Flag(boolean on) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(on);
    }
  }

  /** Any other text. */
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Several values, for example stop sequences. */
  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.toString();
    }
  }

  /** Values with names, for example a JSON schema; in the order in which they were written. */
  record Mapping(Map<String, Value> values) implements Value {
    public Mapping {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String toString() {
      return values.toString();
    }
  }

  /** The setting is left to the server: nothing is sent, and the variable is removed. */
  record Unset() implements Value {
    @Override
    public String toString() {
      return "unset";
    }
  }

  /** The most that the model allows, for {@code num_gpu} its layer count; read from the server. */
  record Max() implements Value {
    @Override
    public String toString() {
      return "max";
    }
  }

  /** The plain object that stands for this value in JSON and in a request's options. */
  @JsonValue
  default Object plain() {
    return switch (this) {
      case Whole(long number) -> number;
      case Decimal(double number) -> number;
      case Flag(boolean on) -> on;
      case Text(String text) -> text;
      case Items(List<Value> values) -> values.stream().map(Value::plain).toList();
      case Mapping(Map<String, Value> values) -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, value.plain()));
        yield plain;
      }
      case Unset() -> "unset";
      case Max() -> "max";
    };
  }

  /** The number that this is; none where it is something else. */
  default OptionalDouble asNumber() {
    return switch (this) {
      case Whole(long number) -> OptionalDouble.of((double) number);
      case Decimal(double number) -> OptionalDouble.of(number);
      case Flag(boolean on) -> OptionalDouble.empty();
      case Text(String text) -> OptionalDouble.empty();
      case Items(List<Value> values) -> OptionalDouble.empty();
      case Mapping(Map<String, Value> values) -> OptionalDouble.empty();
      case Unset() -> OptionalDouble.empty();
      case Max() -> OptionalDouble.empty();
    };
  }

  /**
   * The value that a plain object of JSON or YAML stands for.
   *
   * @throws IllegalArgumentException for an object that no setting can take, such as a date
   */
  @JsonCreator
  static Value of(Object plain) {
    return switch (plain) {
      case Integer number -> new Whole(number);
      case Long number -> new Whole(number);
      case Number number -> new Decimal(number.doubleValue());
      case Boolean on -> new Flag(on);
      case String text when text.equals("unset") -> new Unset();
      case String text when text.equals("max") -> new Max();
      case String text -> new Text(text);
      case List<?> list -> new Items(list.stream().map(Value::of).toList());
      case Map<?, ?> map -> {
        Map<String, Value> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), of(value)));
        yield new Mapping(values);
      }
      default -> throw new IllegalArgumentException("no setting takes the value " + plain);
    };
  }
}
