package dev.paddock.experiment.yaml;

import dev.paddock.experiment.WrittenNumber;
import dev.paddock.settings.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A piece of YAML that knows its place. */
public sealed interface Node {
  Place place();

  /** What it is, in words. */
  String words();

  /** A mapping; keys in the order of the file. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String words() {
      return entries.isEmpty()
          ? "{}"
          : "a mapping of " + String.join(", ", entries.keySet().stream().limit(4).toList());
    }
  }

  /** A key's place and its value. */
  record Entry(Place place, Node value) {}

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String words() {
      return items.stream().limit(4).map(Node::words).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A number, a boolean or text. */
  record Scalar(Place place, Value value, String text) implements Node {
    @Override
    public String words() {
      return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** What to write where a whole number was meant; empty where none was. */
    public String wholeNumber() {
      return WrittenNumber.advice(text).orElse("");
    }
  }

  /** A key without a value. */
  record Nothing(Place place) implements Node {
    @Override
    public String words() {
      return "nothing";
    }
  }
}
