package dev.paddock.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Settings with their values, such as the levels of a cell, in the order in which they were given.
 *
 * <p>Names stand for settings in files alone: in JSON it is an object of them.
 *
 * @param values none of them null
 */
public record Configuration(@JsonIgnore Map<Setting, Value> values) {
  /** Nothing is set. */
  public static final Configuration NONE = new Configuration(Map.of());

  public Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** One setting with its value. */
  public static Configuration of(Setting setting, Value value) {
    return new Configuration(Map.of(setting, value));
  }

  /** What a file says, where settings are named. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Configuration named(Map<String, Value> byName) {
    Map<Setting, Value> values = new LinkedHashMap<>();
    byName.forEach((name, value) -> values.put(Settings.named(name), value));
    return new Configuration(values);
  }

  /** As a file has it. */
  @JsonValue
  public Map<String, Value> named() {
    Map<String, Value> byName = new LinkedHashMap<>();
    values.forEach((setting, value) -> byName.put(setting.name(), value));
    return byName;
  }

  /** What a setting is given; empty where nothing is said of it. */
  public Optional<Value> get(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** The value of a setting, unset where nothing is said of it. */
  public Value orUnset(Setting setting) {
    return values.getOrDefault(setting, new Value.Unset());
  }

  /** The whole number that a setting is given; empty where it is none. */
  public OptionalLong whole(Setting setting) {
    return values.get(setting) instanceof Value.Whole(long number)
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  /** Whether something is said of a setting, if only that it is left to the server. */
  public boolean has(Setting setting) {
    return values.containsKey(setting);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public Set<Setting> settings() {
    return values.keySet();
  }

  public void forEach(BiConsumer<Setting, Value> each) {
    values.forEach(each);
  }

  /** This, with one value more, or another one. */
  public Configuration with(Setting setting, Value value) {
    return with(of(setting, value));
  }

  /** This, with another one's values over it. */
  public Configuration with(Configuration over) {
    Map<Setting, Value> all = new LinkedHashMap<>(values);
    all.putAll(over.values);
    return new Configuration(all);
  }

  /** Those settings alone. */
  public Configuration only(Predicate<Setting> which) {
    Map<Setting, Value> some = new LinkedHashMap<>(values);
    some.keySet().removeIf(which.negate());
    return new Configuration(some);
  }

  /** The same settings with other values. */
  public Configuration replaced(BiFunction<Setting, Value, Value> value) {
    Map<Setting, Value> all = new LinkedHashMap<>(values);
    all.replaceAll(value);
    return new Configuration(all);
  }

  /** Whether everything that another one says holds here too. */
  public boolean agreesWith(Configuration part) {
    return values.entrySet().containsAll(part.values.entrySet());
  }

  /** The texts of a scope's values by name, as a process is given them; unset ones are left out. */
  public SortedMap<String, String> texts(Scope scope) {
    SortedMap<String, String> texts = new TreeMap<>();
    values.forEach(
        (setting, value) -> {
          if (setting.scope() == scope && !(value instanceof Value.Unset)) {
            texts.put(setting.variableName(), value.toString());
          }
        });
    return texts;
  }

  /** As a reader sees it, for example {@code {num_ctx=2048, load.clients=4}}. */
  @Override
  public String toString() {
    return named().toString();
  }
}
