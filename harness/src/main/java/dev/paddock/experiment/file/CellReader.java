package dev.paddock.experiment.file;

import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a partial cell: levels of some of the factors. */
final class CellReader {
  private final FactorsReader.Varied varied;

  CellReader(FactorsReader.Varied varied) {
    this.varied = varied;
  }

  Configuration read(Fields fields, String key) {
    Optional<Node> node = fields.node(key);
    if (node.isEmpty()) {
      return Configuration.NONE;
    }
    Map<Setting, Value> levels = new LinkedHashMap<>();
    String path = fields.path(key);
    Fields.mapping(node.get(), path, fields.problems())
        .entries()
        .forEach(
            (name, entry) ->
                fields
                    .problems()
                    .attempt(entry.place(), path + "." + name, () -> level(name, entry.value()))
                    .flatMap(level -> level)
                    .ifPresent(level -> levels.put(level.getKey(), level.getValue())));
    return new Configuration(levels);
  }

  private Optional<Map.Entry<Setting, Value>> level(String name, Node node) {
    if (!varied.named().contains(name)) {
      throw new Refused(
          "is no factor of this experiment",
          Settings.nearest(name, varied.named())
              .map(near -> "Did you mean " + near + "?")
              .orElse("Its factors: " + String.join(", ", varied.named()) + "."));
    }
    Optional<Factor> factor =
        varied.factors().stream().filter(one -> one.name().equals(name)).findFirst();
    if (factor.isEmpty()) {
      return Optional.empty(); // the factor itself was refused, which is said there
    }
    Value value = SettingReader.value(factor.get().setting(), node);
    List<Value> levels = factor.get().resolve(OptionalLong.empty());
    if (factor.get().levels() instanceof Factor.Levels.Span span) {
      if (!span.holds(value)) {
        throw new Refused(
            "%s is not in the range of %s".formatted(value, name),
            "It goes from %s to %s.".formatted(levels.getFirst(), levels.getLast()));
      }
      return Optional.of(Map.entry(factor.get().setting(), value));
    }
    boolean open = factor.get().needsMax() && factor.get().levels() instanceof Factor.Levels.Range;
    if (!levels.contains(value) && !open) {
      throw new Refused(
          "%s is not a level of %s".formatted(value, name),
          "Its levels: " + String.join(", ", levels.stream().map(Value::toString).toList()) + ".");
    }
    return Optional.of(Map.entry(factor.get().setting(), value));
  }
}
