package dev.paddock.experiment.file;

import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Problems;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the levels of a factor that are a range of numbers. */
final class RangeReader {
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String LEVELS = "levels";
  private static final String STEP = "step";
  private static final String SCALE = "scale";

  private final Setting setting;
  private final Fields range;

  RangeReader(Setting setting, Node.Mapping node, String path, Problems problems) {
    this.setting = setting;
    this.range = Fields.of(node, Section.RANGE, path, problems);
  }

  /** Levels spread over the range, or the range itself for {@code design.sample} to draw from. */
  Factor.Levels read() {
    if (!numbers()) {
      throw new Refused(
          "a range is for numbers, and %s takes %s"
              .formatted(setting.name(), setting.kind().words()),
          "List its levels: [first, second]");
    }
    List<String> missing =
        List.of(FROM, TO).stream().filter(key -> range.node(key).isEmpty()).toList();
    for (String key : missing) {
      range.missing(
          key, "A range is {from: 0, to: 8, levels: 5}, or {from: 0, to: 8} with design.sample.");
    }
    if (!missing.isEmpty()) {
      return new Factor.Levels.Range(0, new Value.Max(), 2);
    }
    return range.node(LEVELS).isPresent() ? spread() : span();
  }

  private boolean numbers() {
    return switch (setting.kind()) {
      case WHOLE, DECIMAL -> true;
      case FLAG, TEXT, ITEMS, DURATION, SIZE, RATE -> false;
    };
  }

  private Factor.Levels spread() {
    if (setting.kind() != Setting.Kind.WHOLE) {
      throw new Refused(
          "levels are spread over whole numbers, and %s takes %s"
              .formatted(setting.name(), setting.kind().words()),
          "List them: [first, second], or leave levels out and let design.sample draw them.");
    }
    for (String key : List.of(STEP, SCALE)) {
      if (range.node(key).isPresent()) {
        throw new Refused(
            key + " is of a range that design.sample draws from, and this one has levels",
            "Keep levels or " + key + ".");
      }
    }
    long from = range.read(FROM, item -> whole(value(item), item)).orElse(0L);
    Value to = range.read(TO, this::value).orElse(new Value.Max());
    long count = range.count(LEVELS).orElse(2L);
    if (to instanceof Value.Unset || (to instanceof Value.Whole(long last) && last <= from)) {
      throw new Refused("a range goes up, from %d to %s does not".formatted(from, to));
    }
    return new Factor.Levels.Range(from, to, (int) count);
  }

  private Factor.Levels span() {
    Value from = range.read(FROM, this::bounded).orElse(new Value.Whole(0));
    Value to = range.read(TO, this::bounded).orElse(new Value.Whole(Integer.MAX_VALUE));
    double least = from.asNumber().orElseThrow();
    double most = to.asNumber().orElseThrow();
    if (most <= least) {
      throw new Refused("a range goes up, from %s to %s does not".formatted(from, to));
    }
    boolean log = range.chosen(SCALE).filter("log"::equals).isPresent();
    if (log && least <= 0) {
      throw new Refused("a logarithmic range begins above 0", "Raise from, or use scale: linear.");
    }
    Optional<Double> step = range.read(STEP, node -> step(node, most - least));
    return new Factor.Levels.Span(
        least,
        most,
        step.isPresent() ? OptionalDouble.of(step.get()) : OptionalDouble.empty(),
        log);
  }

  private Value value(Node node) {
    return SettingReader.value(setting, node);
  }

  private Value bounded(Node node) {
    Value value = value(node);
    if (value instanceof Value.Max) {
      throw new Refused(
          "numbers are drawn before the server can tell what max is",
          "Give the number, or levels: 5 in place of design.sample.");
    }
    if (value.asNumber().isEmpty()) {
      throw new Refused("should be a number, found " + node.words());
    }
    return value;
  }

  private double step(Node node, double length) {
    Optional<Value> value =
        node instanceof Node.Scalar scalar ? Optional.of(scalar.value()) : Optional.empty();
    OptionalDouble step = value.map(Value::asNumber).orElse(OptionalDouble.empty());
    boolean fits =
        setting.kind() == Setting.Kind.WHOLE
            ? value.filter(Value.Whole.class::isInstance).isPresent()
            : step.isPresent();
    if (!fits || step.getAsDouble() <= 0 || step.getAsDouble() > length) {
      throw new Refused(
          "%s is no step of this range".formatted(node.words()),
          "Give %s above 0 that fits between from and to.".formatted(setting.kind().words()));
    }
    return step.getAsDouble();
  }

  private static long whole(Value value, Node node) {
    if (value instanceof Value.Whole(long number)) {
      return number;
    }
    throw new Refused("should be a whole number, found " + node.words());
  }
}
