package dev.paddock.experiment.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Lays {@code --set key=value} over a file, in the order of the keys. */
public final class Overrides {
  /** Sections whose keys may themselves have dots. */
  private static final Set<String> OPEN =
      Set.of(
          "factors",
          "constants",
          "objectives",
          "design.control",
          "target.environment",
          "target.headers");

  private Overrides() {}

  public static Node.Mapping apply(
      Node.Mapping file, Map<String, String> overrides, Problems problems) {
    Node.Mapping whole = file;
    for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
      Optional<Node> value = YamlTree.ofOverride(override.getKey(), override.getValue(), problems);
      if (value.isPresent()) {
        whole = put(whole, "", override.getKey(), value.get());
      }
    }
    return whole;
  }

  private static Node.Mapping put(Node.Mapping into, String path, String rest, Node value) {
    int dot = OPEN.contains(path) ? -1 : rest.indexOf('.');
    String key = dot < 0 ? rest : rest.substring(0, dot);
    Map<String, Node.Entry> entries = new LinkedHashMap<>(into.entries());
    Node.Entry old = entries.get(key);
    Node fresh = value;
    if (dot >= 0) {
      Node.Mapping below =
          old != null && old.value() instanceof Node.Mapping mapping
              ? mapping
              : new Node.Mapping(Place.COMMAND_LINE, Map.of());
      fresh = put(below, path.isEmpty() ? key : path + "." + key, rest.substring(dot + 1), value);
    }
    Place place = dot >= 0 && old != null ? old.place() : Place.COMMAND_LINE;
    entries.put(key, new Node.Entry(place, fresh));
    return new Node.Mapping(into.place(), entries);
  }
}
