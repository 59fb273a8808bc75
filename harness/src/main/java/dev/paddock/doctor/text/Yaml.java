package dev.paddock.doctor.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * YAML with the place of each part. Anchors share what they name, so a file that multiplies itself
 * by them stays as small as it is written; who walks through it counts steps.
 */
public sealed interface Yaml {
  /** {@code file:line}. */
  String place();

  /** Its tag, as written: {@code !reset}; empty where it has none of its own. */
  String tag();

  /**
   * A scalar.
   *
   * @param empty whether nothing is written, or null
   */
  record Text(String place, String tag, String value, boolean empty) implements Yaml {}

  /** A sequence. */
  record Items(String place, String tag, List<Yaml> items) implements Yaml {}

  /** A map, with what {@code <<} merges in. */
  record Fields(String place, String tag, Map<String, Field> fields) implements Yaml {}

  /** An entry of a map, with the place of its key. */
  record Field(String place, Yaml value) {}

  /** What stands below a key of a map; of a path, step by step. */
  default Optional<Yaml> at(String... path) {
    Optional<Yaml> here = Optional.of(this);
    for (String key : path) {
      here =
          here.flatMap(
              one ->
                  one instanceof Fields map
                      ? Optional.ofNullable(map.fields().get(key)).map(Field::value)
                      : Optional.empty());
    }
    return here;
  }

  /** Whether a map has a key with something below it. */
  default boolean has(String key) {
    return at(key).filter(value -> !(value instanceof Text text && text.empty())).isPresent();
  }

  /** The text of a scalar; empty for others. */
  default String text() {
    return this instanceof Text text ? text.value() : "";
  }

  /** The items of a sequence; anything else is a sequence of one. */
  default List<Yaml> items() {
    return this instanceof Items list ? list.items() : List.of(this);
  }

  /** The entries of a map; none for others. */
  default Map<String, Field> fields() {
    return this instanceof Fields map ? map.fields() : Map.of();
  }

  /** The scalars of a sequence, or a scalar alone. */
  default List<String> texts() {
    return items().stream()
        .filter(Text.class::isInstance)
        .map(Yaml::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** All scalars below, up to a number of steps: an anchor may hold itself. */
  default Stream<Text> scalars(int most) {
    List<Text> found = new ArrayList<>();
    List<Yaml> open = new ArrayList<>(List.of(this));
    for (int steps = 0; steps < most && !open.isEmpty(); steps++) {
      switch (open.removeLast()) {
        case Text text -> found.add(text);
        case Items list -> push(open, list.items(), most);
        case Fields map ->
            push(open, map.fields().values().stream().map(Field::value).toList(), most);
      }
    }
    return found.stream();
  }

  private static void push(List<Yaml> open, List<Yaml> more, int most) {
    open.addAll(more.reversed().subList(0, Math.min(more.size(), Math.max(0, most - open.size()))));
  }

  /** One map over another: its keys count, and where both hold maps, theirs. */
  static Fields merged(Fields base, Fields over, int depth) {
    Map<String, Field> fields = new LinkedHashMap<>(base.fields());
    over.fields()
        .forEach(
            (key, field) -> {
              Field before = fields.get(key);
              if (field.value().tag().equals("!reset")) {
                fields.remove(key);
              } else if (depth > 0
                  && before != null
                  && before.value() instanceof Fields a
                  && field.value() instanceof Fields b
                  && !b.tag().equals("!override")) {
                fields.put(key, new Field(field.place(), merged(a, b, depth - 1)));
              } else {
                fields.put(key, field);
              }
            });
    return new Fields(over.place(), over.tag(), fields);
  }
}
