package dev.paddock.experiment.file;

import dev.paddock.experiment.Refused;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.Units;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Place;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.GoDuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads names of settings and values for them, in the light of what is measured. */
final class SettingReader {
  private static final String ANY_VARIABLE = "env.";

  private final TargetSpec target;

  SettingReader(TargetSpec target) {
    this.target = target;
  }

  /** The setting of this name, where it may be set in this experiment; else {@link Refused}. */
  Setting setting(String name) {
    Setting setting = known(name);
    boolean jmh = target.kind() == TargetSpec.Kind.JMH;
    if (jmh != (setting.scope() == Scope.BENCH)) {
      throw jmh
          ? new Refused(
              "a JMH suite has no such setting", "With target kind jmh: bench.* parameters only.")
          : new Refused(
              "bench.* are parameters of JMH suites, not of a server", "Run it by paddock bench.");
    }
    if (setting.scope() == Scope.PROXY && target.proxy().isEmpty()) {
      throw new Refused(
          "is of a proxy, and there is none", "Add target: {proxy: {kind: olla, command: olla}}.");
    }
    if (target.kind() == TargetSpec.Kind.OPENAI) {
      OpenAiSettings.check(setting);
    } else if (setting.name().startsWith("vllm.")) {
      throw new Refused(
          "is an argument of vLLM", "Use target: {kind: openai, command: vllm serve …}.");
    }
    if (setting.scope() == Scope.SERVER && !target.managed()) {
      throw new Refused(
          "is a variable of the server, read when it starts, and this server is attached: Paddock"
              + " never restarts it",
          target.kind() == TargetSpec.Kind.OPENAI
              ? "Add target.command (vllm serve MODEL --port $PORT, or llama-server -m FILE):"
                  + " Paddock then starts a server of its own beside yours."
              : "Add target.command (ollama serve): Paddock then starts a server of its own beside"
                  + " yours. Or set it for good, and leave it out here: `systemctl edit ollama`,"
                  + " [Service],"
                  + " Environment=\"%s=VALUE\", then `systemctl restart ollama`.".formatted(name));
    }
    if (setting.scope() == Scope.SERVER && target.engine() instanceof TargetSpec.Engine.Pace) {
      throw new Refused(
          "is a variable of the server, and the engine pace reads none",
          "Use keys of target.pace.");
    }
    setting
        .owned()
        .ifPresent(
            owned -> {
              throw new Refused(owned.why(), owned.instead());
            });
    return setting;
  }

  private static Setting known(String name) {
    if (name.startsWith(ANY_VARIABLE)) {
      String variable = name.substring(ANY_VARIABLE.length());
      if (Settings.knows(variable)) {
        throw new Refused("is a setting that is known by its own name", "Write " + variable + ".");
      }
    }
    Optional<String> advice = Settings.neverExisted(name);
    if (advice.isPresent()) {
      List<String> lines = advice.get().lines().toList();
      throw new Refused(
          lines.getFirst(), String.join("\n", lines.subList(1, lines.size())) + asAnyOther(name));
    }
    Settings.meantArgument(name)
        .ifPresent(
            meant -> {
              throw new Refused(
                  "llama.cpp documents no such argument",
                  "Did you mean %s?%s".formatted(meant, asAnyOther(name)));
            });
    return Settings.find(name)
        .orElseThrow(
            () ->
                new Refused(
                    "there is no such setting",
                    Settings.nearest(name)
                        .map(near -> "Did you mean " + near + "?" + asAnyOther(name))
                        .orElse(
                            "`num_ctx`, `OLLAMA_NUM_PARALLEL` and `load.clients`"
                                + " are some; the reference file names them all."
                                + asAnyOther(name))));
  }

  /** A variable that a server of another release, or what lies below it, may read all the same. */
  private static String asAnyOther(String name) {
    return name.matches("[A-Z][A-Z0-9_]*")
        ? " As a variable that a server of yours reads all the same: %s%s."
            .formatted(ANY_VARIABLE, name)
        : "";
  }

  /** The value that {@code node} gives to a setting; else {@link Refused}. */
  static Value value(Setting setting, Node node) {
    Value value = setting.canonical(plain(node));
    setting
        .objection(value)
        .ifPresent(
            allowed -> {
              throw new Refused(
                  "%s takes %s, not %s".formatted(setting.name(), allowed, value),
                  value instanceof Value.Whole ? "" : advice(setting, node));
            });
    if (setting.name().equals(Known.LOAD_THINK.name())) {
      var _ = Units.duration(value.toString());
    }
    if (setting.kind() == Setting.Kind.RATE && value instanceof Value.Text(String rate)) {
      var _ = Units.perSecond(rate);
    }
    return value;
  }

  /**
   * What to write instead of a value that a setting does not take; empty where nothing is known.
   */
  private static String advice(Setting setting, Node node) {
    if (setting.name().equals(Known.FORMAT.name())) {
      return "Write json, or the JSON schema as a mapping: {type: object, properties: {…}}, without"
          + " quotes around it.";
    }
    if (!(node instanceof Node.Scalar scalar)) {
      return "";
    }
    String text = scalar.text();
    if (setting.equals(Known.NUM_GPU)) {
      return switch (text) {
        case "auto" -> "Write unset, and the server chooses.";
        case "all" -> "Write max.";
        default -> scalar.wholeNumber();
      };
    }
    return switch (setting.kind()) {
      case WHOLE, SIZE -> scalar.wholeNumber();
      case DURATION -> GoDuration.meant(text).map(meant -> "Write " + meant + ".").orElse("");
      case DECIMAL, FLAG, TEXT, ITEMS, RATE -> "";
    };
  }

  private static Value plain(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.value();
      case Node.Sequence(Place place, List<Node> items) ->
          new Value.Items(items.stream().map(SettingReader::plain).toList());
      case Node.Mapping(Place place, Map<String, Node.Entry> entries) -> {
        Map<String, Value> values = new LinkedHashMap<>();
        entries.forEach((name, entry) -> values.put(name, plain(entry.value())));
        yield new Value.Mapping(values);
      }
      case Node.Nothing nothing ->
          throw new Refused("has no value", "Write unset where the setting is left to the server.");
    };
  }
}
