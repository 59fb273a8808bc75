package dev.paddock.doctor.text;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the text of a YAML file, each document of it. */
public final class YamlText {
  private final Source source;
  private final BinaryOperator<String> fill;
  private final IdentityHashMap<Node, Yaml> done = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
  private final List<String> twice = new ArrayList<>();

  private YamlText(Source source, BinaryOperator<String> fill) {
    this.source = source;
    this.fill = fill;
  }

  /** The text is no YAML; the message says where. */
  public static final class NoYaml extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    NoYaml(int line, String message, Throwable cause) {
      super(message, cause);
      this.line = line;
    }

    /** The line at which reading it ended. */
    public int line() {
      return line;
    }
  }

  /**
   * A file's documents.
   *
   * @param twice places of keys that a map has already
   */
  public record Documents(List<Yaml> all, List<String> twice) {}

  /**
   * Reads a text.
   *
   * @param fill given a scalar and its place, what its reader makes of it
   */
  public static Documents of(Source source, BinaryOperator<String> fill) throws NoYaml {
    YamlText text = new YamlText(source, fill);
    List<Yaml> documents = new ArrayList<>();
    try {
      for (Node root :
          new org.yaml.snakeyaml.Yaml(new LoaderOptions())
              .composeAll(new StringReader(source.text()))) {
        documents.add(text.converted(root));
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new NoYaml(line, String.valueOf(e.getProblem()), e);
    } catch (YAMLException e) {
      throw new NoYaml(1, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
    return new Documents(documents, text.twice);
  }

  private String place(Node node) {
    return source.at(node.getStartMark().getLine() + 1);
  }

  private Yaml converted(Node node) {
    Yaml before = done.get(node);
    if (before != null) {
      return before;
    }
    if (open.put(node, true) != null) {
      return new Yaml.Text(place(node), "", "", true); // an anchor that holds itself
    }
    Yaml yaml =
        switch (node) {
          case ScalarNode scalar -> text(scalar);
          case SequenceNode list ->
              new Yaml.Items(
                  place(list), tag(list), list.getValue().stream().map(this::converted).toList());
          case MappingNode map -> new Yaml.Fields(place(map), tag(map), fields(map));
          default -> new Yaml.Text(place(node), "", "", true);
        };
    open.remove(node);
    done.put(node, yaml);
    return yaml;
  }

  private static String tag(Node node) {
    String tag = node.getTag().getValue();
    return tag.startsWith("!") ? tag : "";
  }

  private Yaml text(ScalarNode scalar) {
    return new Yaml.Text(
        place(scalar),
        tag(scalar),
        fill.apply(scalar.getValue(), place(scalar)),
        scalar.getTag().equals(Tag.NULL));
  }

  private Map<String, Yaml.Field> fields(MappingNode map) {
    Map<String, Yaml.Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      if (isMerge(tuple)) {
        merged(converted(tuple.getValueNode()))
            .forEach((key, field) -> fields.putIfAbsent(key, field));
      }
    }
    Set<String> own = new HashSet<>();
    for (NodeTuple tuple : map.getValue()) {
      if (!isMerge(tuple) && tuple.getKeyNode() instanceof ScalarNode key) {
        if (!own.add(key.getValue())) {
          twice.add("%s: %s".formatted(place(key), key.getValue()));
        }
        fields.put(key.getValue(), new Yaml.Field(place(key), converted(tuple.getValueNode())));
      }
    }
    return fields;
  }

  private static boolean isMerge(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("<<");
  }

  /** Of several maps that are merged in, the earlier one counts. */
  private static Map<String, Yaml.Field> merged(Yaml from) {
    Map<String, Yaml.Field> fields = new LinkedHashMap<>();
    from.items().forEach(one -> one.fields().forEach(fields::putIfAbsent));
    return fields;
  }
}
