package dev.paddock.engine.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code options} of a request.
 *
 * @param unknown names that no option has; they are logged and otherwise ignored, as Ollama does
 */
record RequestOptions(LoadOptions load, Sampling sampling, List<String> unknown) {

  private static final Set<String> KNOWN =
      Set.of(
          "num_ctx",
          "num_batch",
          "num_gpu",
          "main_gpu",
          "num_thread",
          "use_mmap",
          "num_predict",
          "num_keep",
          "seed",
          "temperature",
          "top_k",
          "top_p",
          "min_p",
          "typical_p",
          "repeat_last_n",
          "repeat_penalty",
          "presence_penalty",
          "frequency_penalty",
          "stop",
          "draft_num_predict");

  RequestOptions {
    unknown = List.copyOf(unknown);
  }

  /**
   * Reads {@code options}, with Ollama's defaults for what is missing.
   *
   * @param shift the request field of that name, which acts when the model is loaded
   * @throws IllegalArgumentException with Ollama's words for a value of the wrong type
   */
  static RequestOptions of(JsonNode options, boolean shift, int contextLength) {
    Values values = new Values(options);
    List<String> unknown = new ArrayList<>();
    options
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                unknown.add(name);
              }
            });
    LoadOptions load =
        new LoadOptions(
            values.whole("num_ctx", contextLength),
            values.whole("num_batch", 0),
            values.whole("num_gpu", -1),
            values.whole("main_gpu", 0),
            values.whole("num_thread", 0),
            values.flag("use_mmap"),
            shift);
    Sampling sampling =
        new Sampling(
            values.whole("num_predict", -1),
            values.whole("num_keep", 4),
            values.whole("seed", -1),
            values.decimal("temperature", 0.8),
            values.whole("top_k", 40),
            values.decimal("top_p", 0.9),
            values.decimal("min_p", 0),
            values.decimal("typical_p", 1),
            values.whole("repeat_last_n", 64),
            values.decimal("repeat_penalty", 1),
            values.decimal("presence_penalty", 0),
            values.decimal("frequency_penalty", 0),
            values.texts("stop"));
    return new RequestOptions(load, sampling, unknown);
  }

  /** Options by name and type; JSON null counts as absent. */
  private record Values(JsonNode options) {
    int whole(String name, int otherwise) {
      JsonNode value = value(name);
      if (value.isMissingNode()) {
        return otherwise;
      }
      check(value.isNumber(), name, "integer");
      return Math.clamp(value.asLong(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    double decimal(String name, double otherwise) {
      JsonNode value = value(name);
      if (value.isMissingNode()) {
        return otherwise;
      }
      check(value.isNumber(), name, "float32");
      return value.asDouble();
    }

    Optional<Boolean> flag(String name) {
      JsonNode value = value(name);
      if (value.isMissingNode()) {
        return Optional.empty();
      }
      check(value.isBoolean(), name, "boolean");
      return Optional.of(value.asBoolean());
    }

    List<String> texts(String name) {
      JsonNode value = value(name);
      if (value.isMissingNode()) {
        return List.of();
      }
      check(value.isArray(), name, "array");
      List<String> texts = new ArrayList<>();
      for (JsonNode text : value) {
        check(text.isTextual(), name, "an array");
        if (!text.asText().isEmpty()) {
          texts.add(text.asText());
        }
      }
      return texts;
    }

    private JsonNode value(String name) {
      JsonNode value = options.path(name);
      return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static void check(boolean holds, String name, String type) {
      if (!holds) {
        throw new IllegalArgumentException("option \"" + name + "\" must be of type " + type);
      }
    }
  }
}
