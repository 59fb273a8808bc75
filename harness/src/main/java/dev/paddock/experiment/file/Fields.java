package dev.paddock.experiment.file;

import dev.paddock.experiment.Refused;
import dev.paddock.experiment.Secret;
import dev.paddock.experiment.Units;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Place;
import dev.paddock.experiment.yaml.Problems;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A mapping of the file that is being read as a {@link Section}. Keys that the section has not are
 * written down when it is opened; values, when they are asked for.
 */
final class Fields {
  /** A host without a scheme. */
  private static final Pattern HOST = Pattern.compile("[\\w.-]+(:\\d+)?(/\\S*)?");

  private final Node.Mapping mapping;
  private final Section section;
  private final String path;
  private final Problems problems;

  private Fields(Node.Mapping mapping, Section section, String path, Problems problems) {
    this.mapping = mapping;
    this.section = section;
    this.path = path;
    this.problems = problems;
  }

  /** The fields of {@code node}; where it is no mapping that is written down, and they are none. */
  static Fields of(Node node, Section section, String path, Problems problems) {
    Node.Mapping mapping = mapping(node, path, problems);
    Fields fields = new Fields(mapping, section, path, problems);
    mapping.entries().forEach(fields::check);
    return fields;
  }

  /** Fields that all take their defaults. */
  static Fields none(Section section, String path, Place place, Problems problems) {
    return new Fields(new Node.Mapping(place, Map.of()), section, path, problems);
  }

  /** {@code node} as a mapping; where it is none that is written down, and it is empty. */
  static Node.Mapping mapping(Node node, String path, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    problems.add(
        node.place(),
        path,
        "should be a mapping (key: value), found " + node.words(),
        node instanceof Node.Nothing && !path.isEmpty() ? "Give it keys or leave it out." : "");
    return new Node.Mapping(node.place(), Map.of());
  }

  private void check(String name, Node.Entry entry) {
    if (section.find(name).isEmpty()) {
      problems.add(entry.place(), path(name), "there is no such key here", instead(name));
    }
  }

  private String instead(String name) {
    if (section == Section.FILE && Settings.find(name).isPresent()) {
      return "%s is a setting: write it under factors (levels) or constants (one value)."
          .formatted(name);
    }
    return Settings.nearest(name, section.names())
        .map(near -> "Did you mean " + near + "?")
        .orElse("Allowed: " + String.join(", ", section.names()) + ".");
  }

  Place place() {
    return mapping.place();
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  Problems problems() {
    return problems;
  }

  Optional<Node> node(String name) {
    if (section.find(name).isEmpty()) {
      throw new AssertionError(section + " has no key " + name);
    }
    return Optional.ofNullable(mapping.entries().get(name)).map(Node.Entry::value);
  }

  /** The value of a key that may be none of this section. */
  Optional<Node> nodeIfKnown(String name) {
    return section.find(name).isEmpty() ? Optional.empty() : node(name);
  }

  /** Writes down that a key is missing. */
  void missing(String name, String fix) {
    problems.add(place(), path(name), "is missing", fix);
  }

  /** What {@code reader} makes of a key; empty where it is absent, or refused and written down. */
  <T> Optional<T> read(String name, Function<Node, T> reader) {
    return node(name)
        .flatMap(
            node -> problems.attempt(node.place(), path(name), () -> reader.apply(present(node))));
  }

  private static Node present(Node node) {
    if (node instanceof Node.Nothing) {
      throw new Refused("has no value", "Give it one or leave the key out.");
    }
    return node;
  }

  /** The text of a scalar. */
  static String text(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    throw new Refused("should be one value, found " + node.words());
  }

  /** The whole number of a scalar. */
  static long whole(Node node, long least, long most) {
    if (!(node instanceof Node.Scalar scalar)
        || !(scalar.value() instanceof Value.Whole(long number))) {
      throw new Refused(
          "should be a whole number, found " + node.words(),
          node instanceof Node.Scalar other ? other.wholeNumber() : "");
    }
    if (number < least || number > most) {
      throw new Refused("should be between %d and %d, found %d".formatted(least, most, number));
    }
    return number;
  }

  Optional<String> words(String name) {
    return read(name, node -> fitting(name, text(node).strip()));
  }

  /** The text, where it is of the form that the key's has. */
  private String fitting(String name, String text) {
    if (form(name) instanceof Form.Words(String pattern, String example)
        && !text.matches(pattern)) {
      String says = section.find(name).map(Section.Key::says).orElse("");
      throw new Refused(
          text.isEmpty() ? "is empty" : "does not fit: " + Secret.hidden(text),
          says + (example.isEmpty() ? "" : " For example: " + example));
    }
    return text;
  }

  /** One text, or all of a list of them; none where the key is left out. */
  List<String> list(String name) {
    return read(
            name,
            node ->
                node instanceof Node.Sequence many
                    ? many.items().stream().map(item -> text(item).strip()).toList()
                    : List.of(text(node).strip()))
        .orElse(List.of());
  }

  Optional<Long> count(String name) {
    return read(
        name,
        node ->
            switch (form(name)) {
              case Form.Count(long least, long most) -> whole(node, least, most);
              case Form.Load(Form.Count(long least, long most)) -> whole(node, least, most);
              case Form other -> whole(node, 0, Long.MAX_VALUE);
            });
  }

  Optional<Duration> time(String name) {
    return read(name, node -> Units.duration(text(node)));
  }

  /** A rate, per second. */
  Optional<Double> perSecond(String name) {
    return read(name, node -> Units.perSecond(text(node)));
  }

  /** Writes down what is wrong with a key, where it stands or should. */
  void refuse(String key, String what, String fix) {
    problems().add(node(key).map(Node::place).orElse(place()), path(key), what, fix.strip());
  }

  /** A value of a key of these fields, which is written down where it is nothing. */
  static <T> Optional<T> positive(Fields fields, String key, Optional<T> value) {
    if (value.isPresent() && (value.get().equals(Duration.ZERO) || value.get().equals(0.0))) {
      fields.refuse(key, "should be more than nothing", "");
    }
    return value;
  }

  Optional<Double> share(String name) {
    return read(name, node -> Units.share(text(node)));
  }

  /** What a key that is true or false says. */
  Optional<Boolean> flag(String name) {
    return read(
        name,
        node ->
            switch (text(node)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new Refused("should be true or false, found " + node.words());
            });
  }

  /** The constant of {@code type} whose lower-case name the key holds. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return chosen(name).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
  }

  /** One of the words that the key allows. */
  Optional<String> chosen(String name) {
    return read(
        name,
        node -> {
          String word = text(node);
          if (!(form(name) instanceof Form.Choice(var words, var meant)) || words.contains(word)) {
            return word;
          }
          if (meant.containsKey(word)) {
            throw new Refused(
                "there is no " + word + " here", "Write %s: %s.".formatted(name, meant.get(word)));
          }
          throw new Refused(
              "there is no " + word + " here",
              Settings.nearest(word, words).map(near -> "Did you mean " + near + "? ").orElse("")
                  + "Today: "
                  + String.join(", ", words)
                  + ".");
        });
  }

  /** The address that a key holds. */
  Optional<URI> address(String name) {
    return read(
        name,
        node -> {
          String text = text(node).strip();
          if (HOST.matcher(text).matches()) {
            throw new Refused("does not fit: " + Secret.hidden(text), "Write http://" + text);
          }
          String fitting = fitting(name, text);
          try {
            URI uri = URI.create(fitting);
            if (uri.getHost() != null) {
              return uri;
            }
          } catch (IllegalArgumentException e) {
            throw new Refused(
                "is not an address: " + Secret.hidden(String.valueOf(e.getMessage())));
          }
          throw new Refused(
              "has no host: " + Secret.hidden(text(node)), "For example: http://127.0.0.1:11434");
        });
  }

  private Form form(String name) {
    return section.find(name).orElseThrow(() -> new AssertionError(name)).form();
  }
}
