package dev.paddock.experiment.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.record.Metric;
import dev.paddock.settings.Allowed;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * The JSON Schema of experiment files, made from the tables that the parser follows, so that an
 * editor completes what the parser accepts. What needs more than one key to judge is the parser's
 * alone.
 */
public final class ExperimentSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DURATION = "^\\d+(\\.\\d+)?\\s*(ns|us|µs|ms|s|m|min|h|d)$";
  private static final String RATE = "^\\d+(\\.\\d+)?\\s*/(s|min|h)$";

  private ExperimentSchema() {}

  /** The schema, as it stands in {@code experiments/experiment.schema.json}. */
  public static String text() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Paddock experiment");
    schema.setAll(section(Section.FILE));
    ArrayNode required = schema.putArray("required");
    required.add("name");
    return schema.toPrettyString() + "\n";
  }

  private static ObjectNode section(Section section) {
    ObjectNode object = object();
    ObjectNode properties = object.putObject("properties");
    for (Section.Key key : section.keys()) {
      ObjectNode form = form(key.form());
      String byDefault = key.byDefault().isEmpty() ? "" : " Default: " + key.byDefault() + ".";
      form.put("description", key.says() + byDefault);
      properties.set(key.name(), form);
    }
    return object;
  }

  private static ObjectNode form(Form form) {
    return switch (form) {
      case Form.Words(String pattern, String example) ->
          type("string").put("pattern", "^(?:" + pattern.replace("(?s)", "") + ")");
      case Form.Count(long least, long most) ->
          type("integer").put("minimum", least).put("maximum", most);
      case Form.Time() -> type("string").put("pattern", DURATION);
      case Form.Rate() -> type("string").put("pattern", RATE);
      case Form.Load(Form one) -> anyOf(form(one), search());
      case Form.Share() -> type("string").put("pattern", "^\\d+(\\.\\d+)?\\s*%$");
      case Form.Choice choice -> oneOf(choice.words());
      case Form.Blocks() ->
          anyOf(
              type("integer").put("minimum", 1),
              type("string").put("pattern", "^\\d+\\s*\\.\\.\\s*\\d+$"));
      case Form.WordOrCount(String word, long least) ->
          anyOf(oneOf(List.of(word)), type("integer").put("minimum", least));
      case Form.Inner(Section inner) -> section(inner);
      case Form.SettingValues() -> settings(false);
      case Form.FactorLevels() -> settings(true);
      case Form.Objectives() -> objectives();
      case Form.Models() -> anyOf(type("string"), list(type("string")));
      case Form.Files files -> anyOf(type("string"), list(type("string")));
      case Form.Conditions() -> anyOf(type("string"), list(type("string")));
      case Form.Metrics() -> list(oneOf(metrics()));
      case Form.Many(Section inner) -> array(section(inner));
      case Form.Texts() -> texts();
      case Form.Flag() -> type("boolean");
      case Form.Amount() -> type("number");
      case Form.AmountOrMax() -> anyOf(oneOf(List.of("max")), type("number"));
      case Form.CountOrAddresses() ->
          anyOf(type("integer").put("minimum", 1).put("maximum", 3), list(type("string")));
    };
  }

  private static ObjectNode search() {
    return type("string").put("pattern", SearchReader.PATTERN);
  }

  private static ObjectNode texts() {
    ObjectNode object = type("object");
    object.set("additionalProperties", type("string"));
    return object;
  }

  private static ObjectNode objectives() {
    ObjectNode object = object();
    ObjectNode properties = object.putObject("properties");
    for (String metric : metrics()) {
      properties.set(metric, type("string").put("pattern", "^(min|max|[<>]=\\s*.+)$"));
    }
    return object;
  }

  private static ObjectNode settings(boolean levels) {
    ObjectNode object = object();
    ObjectNode properties = object.putObject("properties");
    for (Setting setting : Settings.all()) {
      if (setting.owned().isEmpty()) {
        ObjectNode value = levels ? levels(setting) : value(setting);
        value.put("description", describe(setting));
        properties.set(setting.name(), value);
      }
    }
    ObjectNode any = levels ? array(JSON.objectNode()) : JSON.objectNode();
    ObjectNode open = object.putObject("patternProperties");
    open.set("^LLAMA_ARG_", any);
    open.set("^vllm\\.", any.deepCopy());
    open.set("^env\\.", any.deepCopy());
    open.set("^bench\\.", any.deepCopy());
    if (!levels) {
      open.set("^(?!OLLAMA_)[A-Z][A-Z0-9_]*$", JSON.objectNode());
    }
    return object;
  }

  private static ObjectNode levels(Setting setting) {
    ObjectNode listed = list(value(setting));
    if (LoadSpec.AMOUNTS.contains(setting)) {
      return anyOf(listed, section(Section.RANGE), search());
    }
    return switch (setting.kind()) {
      case WHOLE, DECIMAL -> anyOf(listed, section(Section.RANGE));
      case FLAG, TEXT, ITEMS, SIZE, DURATION, RATE -> listed;
    };
  }

  private static String describe(Setting setting) {
    return "%s Scope: %s. Default: %s.%s"
        .formatted(
            setting.says(),
            setting.scope().words(),
            setting.byDefault(),
            setting.mind().map(mind -> " Mind: " + mind + ".").orElse(""));
  }

  private static ObjectNode value(Setting setting) {
    ObjectNode unset = oneOf(List.of("unset"));
    return switch (setting.kind()) {
      case WHOLE ->
          setting.name().equals(Known.NUM_GPU.name())
              ? anyOf(bounded(type("integer"), setting.allowed()), oneOf(List.of("unset", "max")))
              : anyOf(bounded(type("integer"), setting.allowed()), unset);
      case DECIMAL -> anyOf(bounded(type("number"), setting.allowed()), unset);
      case FLAG -> anyOf(type("boolean"), oneOf(List.of("true", "false", "unset")), flag(setting));
      case TEXT ->
          setting.allowed().words().isEmpty()
              ? anyOf(type("string"), type("number"), type("boolean"))
              : setting.name().equals(Known.FORMAT.name())
                  ? anyOf(oneOf(setting.allowed().words()), type("object"), unset)
                  : setting.allowed().words().contains("true")
                      ? anyOf(type("boolean"), oneOf(setting.allowed().words()), unset)
                      : anyOf(oneOf(setting.allowed().words()), unset);
      case ITEMS -> anyOf(type("string"), array(type("string")));
      case SIZE -> anyOf(type("string").put("pattern", "^\\d+ ?[KM]?i?B?$"), type("integer"));
      case DURATION -> anyOf(type("string"), type("integer"));
      case RATE -> type("string").put("pattern", RATE);
    };
  }

  /** 0 and 1 are booleans to a server variable only. */
  private static ObjectNode flag(Setting setting) {
    ObjectNode numbers = JSON.objectNode();
    ArrayNode allowed = numbers.putArray("enum");
    if (setting.scope() == Scope.SERVER) {
      allowed.add(0).add(1);
    } else {
      allowed.add("unset");
    }
    return numbers;
  }

  private static ObjectNode bounded(ObjectNode type, Allowed allowed) {
    if (!Double.isInfinite(allowed.least())) {
      type.put("minimum", (long) allowed.least());
    }
    if (!Double.isInfinite(allowed.most())) {
      type.put("maximum", (long) allowed.most());
    }
    return type;
  }

  private static List<String> metrics() {
    return Metric.all().stream().map(Metric::name).toList();
  }

  private static ObjectNode object() {
    return type("object").put("additionalProperties", false);
  }

  private static ObjectNode list(ObjectNode items) {
    return array(items).put("minItems", 1);
  }

  private static ObjectNode array(ObjectNode items) {
    ObjectNode array = type("array");
    array.set("items", items);
    return array;
  }

  private static ObjectNode type(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode oneOf(List<String> words) {
    ObjectNode choice = JSON.objectNode();
    ArrayNode allowed = choice.putArray("enum");
    words.forEach(allowed::add);
    return choice;
  }

  private static ObjectNode anyOf(ObjectNode... forms) {
    ObjectNode choice = JSON.objectNode();
    choice.putArray("anyOf").addAll(Arrays.asList(forms));
    return choice;
  }
}
