package dev.paddock.experiment.file;

import dev.paddock.experiment.Factor;
import dev.paddock.experiment.ProxySpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Problems;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is varied and what is held constant: {@code model}, factors and constants. */
final class FactorsReader {
  private final Fields file;
  private final TargetSpec target;
  private final SettingReader reader;
  private final Problems problems;
  private final List<Factor> factors = new ArrayList<>();
  private final Map<Setting, Value> constants = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  FactorsReader(Fields file, TargetSpec target) {
    this.file = file;
    this.target = target;
    this.reader = new SettingReader(target);
    this.problems = file.problems();
  }

  /**
   * What was read.
   *
   * @param named every name that the file gives to a factor, also of one that could not be read
   * @param variables constants that are variables of the server
   */
  record Varied(
      List<Factor> factors,
      Configuration constants,
      Map<String, String> variables,
      Set<String> named) {}

  Varied read() {
    readModel();
    Optional<Node> node = file.node("factors");
    node.ifPresent(
        present ->
            Fields.mapping(present, "factors", problems).entries().forEach(this::readFactor));
    if (names.isEmpty() && (node.isEmpty() || node.get() instanceof Node.Mapping)) {
      problems.add(
          node.map(Node::place).orElse(file.place()),
          "factors",
          "there is nothing to vary",
          "Give at least one factor with its levels, for example num_ctx: [2048, 4096].");
    }
    Set<String> varied = new LinkedHashSet<>(names);
    file.node("constants")
        .ifPresent(
            present ->
                Fields.mapping(present, "constants", problems)
                    .entries()
                    .forEach(this::readConstant));
    target.proxy().ifPresent(this::settingsOfProxy);
    return new Varied(List.copyOf(factors), new Configuration(constants), variables, varied);
  }

  private void settingsOfProxy(ProxySpec proxy) {
    proxy
        .settings()
        .forEach(
            (setting, value) -> {
              String name = setting.name();
              if (names.contains(name) || constants.containsKey(setting)) {
                problems.add(
                    file.place(), name, "is in target.proxy.settings too", "Keep it in one place.");
              } else {
                constants.put(setting, value);
              }
            });
    if (!names.contains(Known.PROXY.name())) {
      constants.putIfAbsent(Known.PROXY, new Value.Text("olla"));
    }
  }

  private void readModel() {
    if (target.kind() == TargetSpec.Kind.JMH) {
      return;
    }
    Optional<Node> node = file.node(Known.MODEL.name());
    boolean factor =
        file.node("factors")
            .filter(
                factors ->
                    factors instanceof Node.Mapping mapping
                        && mapping.entries().containsKey(Known.MODEL.name()))
            .isPresent();
    if (node.isEmpty() && !factor) {
      if (target.kind() == TargetSpec.Kind.EMBEDDED) {
        constants.put(Known.MODEL, new Value.Text(target.engine().model()));
      } else if (target.kind() == TargetSpec.Kind.OLLAMA) {
        file.missing(
            Known.MODEL.name(), "Name a model that the server has, for example model: llama3.2:3b");
      }
    } else if (node.isPresent() && node.get() instanceof Node.Sequence list) {
      readFactor(Known.MODEL.name(), new Node.Entry(list.place(), list));
    } else {
      file.words(Known.MODEL.name())
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> constants.put(Known.MODEL, new Value.Text(text)));
    }
  }

  private void readFactor(String name, Node.Entry entry) {
    String path = name.equals(Known.MODEL.name()) && factorsLack(name) ? name : "factors." + name;
    if (!names.add(name) || constants.containsKey(Settings.named(name))) {
      problems.add(entry.place(), path, "is given twice", "Keep model: or factors.model.");
      return;
    }
    problems
        .attempt(
            entry.place(),
            path,
            () -> {
              Setting setting = reader.setting(name);
              if (target.environment().containsKey(setting.variableName())) {
                throw new Refused(
                    "is in target.environment too", "Keep it in one of the two places.");
              }
              if (setting.scope() == Scope.LOAD) {
                LoadReader.check(LoadReader.schedule(file), name.substring("load.".length()));
              }
              return new Factor(setting, levels(setting, entry.value(), path));
            })
        .ifPresent(factors::add);
  }

  private boolean factorsLack(String name) {
    return file.node("factors")
        .map(
            node -> !(node instanceof Node.Mapping mapping) || !mapping.entries().containsKey(name))
        .orElse(true);
  }

  private Factor.Levels levels(Setting setting, Node node, String path) {
    return switch (node) {
      case Node.Sequence list -> listed(setting, list, path);
      case Node.Mapping range -> new RangeReader(setting, range, path, problems).read();
      case Node.Scalar scalar when SearchReader.asks(scalar) -> SearchReader.read(setting, scalar);
      case Node.Scalar scalar ->
          throw new Refused(
              "a factor needs a list of levels, found " + scalar.words(),
              "Write %s: [%s, …], or move it to constants."
                  .formatted(setting.name(), scalar.text()));
      case Node.Nothing nothing ->
          throw new Refused("has no levels", "Write %s: [first, second]".formatted(setting.name()));
    };
  }

  private Factor.Levels listed(Setting setting, Node.Sequence list, String path) {
    if (list.items().isEmpty()) {
      throw new Refused("has no levels", "Give at least one.");
    }
    Set<Value> seen = new HashSet<>();
    List<Value> values = new ArrayList<>();
    for (Node item : list.items()) {
      problems
          .attempt(
              item.place(),
              path,
              () -> {
                Value value = SettingReader.value(setting, item);
                if (!seen.add(value)) {
                  throw new Refused("has the level " + value + " twice", "Keep one of them.");
                }
                return value;
              })
          .ifPresent(values::add);
    }
    return new Factor.Levels.Listed(values);
  }

  private void readConstant(String name, Node.Entry entry) {
    String path = "constants." + name;
    problems
        .attempt(
            entry.place(),
            path,
            () -> {
              if (names.contains(name)) {
                throw new Refused("is a factor too", "Keep it in one of the two places.");
              }
              Setting setting = Settings.find(name).orElseGet(() -> reader.setting(name));
              return switch (setting.scope()) {
                case MODEL ->
                    throw new Refused("has a key of its own", "Write it as model: at the top.");
                case LOAD, WORKLOAD ->
                    throw new Refused(
                        "has a section of its own",
                        "Write it as %s: {%s: …} at the top."
                            .formatted(
                                name.substring(0, name.indexOf('.')),
                                name.substring(name.indexOf('.') + 1)));
                case REQUEST, MODEL_LOAD, SERVER, PROXY, BENCH -> reader.setting(name);
              };
            })
        .ifPresent(
            setting ->
                problems
                    .attempt(entry.value().place(), path, () -> constant(setting, entry.value()))
                    .ifPresent(value -> put(setting, value, entry)));
  }

  private static Value constant(Setting setting, Node node) {
    Value value = SettingReader.value(setting, node);
    if (value instanceof Value.Items && setting.kind() != Setting.Kind.ITEMS) {
      throw new Refused("a constant has one value", "Write a list under factors.");
    }
    return value;
  }

  private void put(Setting setting, Value value, Node.Entry entry) {
    String name = setting.name();
    if (!setting.ofServer()) {
      constants.put(setting, value);
    } else if (target.environment().containsKey(setting.variableName())) {
      problems.add(
          entry.place(),
          "constants." + name,
          "is in target.environment too",
          "Keep it in one of the two places.");
    } else if (!(value instanceof Value.Unset)) {
      variables.put(setting.variableName(), value.toString());
    }
  }
}
