package dev.paddock.experiment.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.paddock.settings.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads YAML into {@link Node}s, refusing what an experiment file has no use for. */
public final class YamlTree {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final int DEEPEST = 20;

  private final String file;
  private final boolean override;
  private final Problems problems;

  private YamlTree(String file, boolean override, Problems problems) {
    this.file = file;
    this.override = override;
    this.problems = problems;
  }

  /** The one document of a file; empty where it cannot be read, which is written down. */
  public static Optional<Node> ofFile(String file, String text, Problems problems) {
    return new YamlTree(file, false, problems).read(text, "");
  }

  /** The value of {@code --set key=text}. */
  static Optional<Node> ofOverride(String key, String text, Problems problems) {
    return new YamlTree(Place.COMMAND_LINE.file(), true, problems).read(text, key);
  }

  private Optional<Node> read(String text, String key) {
    try (YAMLParser parser = YAML.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.of(new Node.Nothing(place(1)));
      }
      Node node = node(parser, key, 0);
      if (parser.nextToken() != null) {
        throw new Stop(
            here(parser), "a second document begins here", "Keep one experiment a file.");
      }
      return Optional.of(node);
    } catch (Stop e) {
      problems.add(e.place, key, e.why(), e.advice().orElse(""));
    } catch (JsonProcessingException e) {
      syntax(e, key, text);
    } catch (YAMLException | IOException e) {
      problems.add(place(1), key, "not YAML: " + oneLine(e), "");
    }
    return Optional.empty();
  }

  private Node node(YAMLParser parser, String path, int depth) throws IOException {
    Place place = here(parser);
    if (depth > DEEPEST) {
      throw new Stop(place, "nested too deeply", "No key lies deeper than three levels.");
    }
    if (parser.isCurrentAlias()) {
      throw new Stop(
          place, "aliases (*name) are not read here", "Write the value out where it is used.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, path, depth, place);
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(parser, path, depth + 1));
        }
        yield new Node.Sequence(place, items);
      }
      case VALUE_NULL -> new Node.Nothing(place);
      case VALUE_TRUE, VALUE_FALSE ->
          new Node.Scalar(place, new Value.Flag(parser.getBooleanValue()), parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, place);
      case VALUE_STRING, VALUE_EMBEDDED_OBJECT, FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE ->
          new Node.Scalar(place, Value.of(parser.getText()), parser.getText());
    };
  }

  private static Node number(YAMLParser parser, Place place) throws IOException {
    String text = parser.getText();
    try {
      Value value = Value.of(parser.getNumberValue());
      boolean finite = !(value instanceof Value.Decimal(double n)) || Double.isFinite(n);
      return new Node.Scalar(place, finite ? value : new Value.Text(text), text);
    } catch (JsonProcessingException | NumberFormatException e) {
      return new Node.Scalar(place, new Value.Text(text), text);
    }
  }

  private Node mapping(YAMLParser parser, String path, int depth, Place place) throws IOException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place at = here(parser);
      String name = parser.currentName();
      String below = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      Node.Entry entry = new Node.Entry(at, node(parser, below, depth + 1));
      Node.Entry before = entries.putIfAbsent(name, entry);
      if (before != null) {
        problems.add(
            at,
            below,
            override ? "is given twice" : "is given twice, first on line " + before.place().line(),
            "Keep one of them.");
      }
    }
    return new Node.Mapping(place, entries);
  }

  private void syntax(JsonProcessingException e, String key, String text) {
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    String what = oneLine(e);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked) {
        Mark mark = marked.getProblemMark();
        line = mark == null ? line : mark.getLine() + 1;
        what = marked.getProblem();
      }
    }
    problems.add(place(Math.max(1, line)), key, "not YAML: " + what, hint(what, text, line));
  }

  private static String hint(String what, String text, int line) {
    String there = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
    if (what.contains("TAB") || there.startsWith("\t")) {
      return "YAML is indented with spaces, never with tabs.";
    }
    if (there.matches(".*:\\s*>.*")) {
      return "A value that begins with > must stand in quotes: '>= 20 tokens/s'.";
    }
    return "";
  }

  private static String oneLine(Exception e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("");
  }

  private Place here(JsonParser parser) {
    return place(parser.currentTokenLocation().getLineNr());
  }

  private Place place(int line) {
    return override ? Place.COMMAND_LINE : new Place(file, line);
  }

  /** What ends the reading at once. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Place place;
    private final String why;
    private final String fix;

    Stop(Place place, String why, String fix) {
      super(why, null, false, false);
      this.place = place;
      this.why = why;
      this.fix = fix;
    }

    String why() {
      return why;
    }

    Optional<String> advice() {
      return Optional.of(fix);
    }
  }
}
