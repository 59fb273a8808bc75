package dev.paddock.engine.pace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The models that the reference server claims to have: its own, and any that it is asked for, since
 * all of them pace alike.
 */
final class PaceModels {
  static final String NAME = "pace";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long USUAL_CONTEXT = 4096;
  private static final long TRAINED_CONTEXT = 131_072;
  private static final long BYTES = 1 << 20;
  private static final String DIGEST = "0".repeat(64);
  private static final Instant MODIFIED = Instant.parse("2026-01-01T00:00:00Z");

  /** Contexts of the models in memory. */
  private final Map<String, Long> loaded = new TreeMap<>();

  synchronized void load(String model, OptionalLong context) {
    loaded.put(tagged(model), context.orElse(USUAL_CONTEXT));
  }

  synchronized void unload(String model) {
    loaded.remove(tagged(model));
  }

  /** What is wrong, as Ollama's API says it. */
  static String error(String words) {
    return JSON.createObjectNode().put("error", words).toString();
  }

  static String version() {
    return JSON.createObjectNode().put("version", "0.1.0-paddock-pace").toString();
  }

  synchronized String tags() {
    ObjectNode reply = JSON.createObjectNode();
    var models = reply.putArray("models");
    Map<String, Long> all = new TreeMap<>(loaded);
    all.put(tagged(NAME), USUAL_CONTEXT);
    for (String name : all.keySet()) {
      details(named(models.addObject(), name).put("modified_at", MODIFIED.toString()));
    }
    return reply.toString();
  }

  synchronized String ps() {
    ObjectNode reply = JSON.createObjectNode();
    var models = reply.putArray("models");
    loaded.forEach(
        (name, context) ->
            details(
                named(models.addObject(), name)
                    .put("expires_at", "2318-01-01T00:00:00Z")
                    .put("size_vram", 0)
                    .put("context_length", context)));
    return reply.toString();
  }

  static String show() {
    ObjectNode reply = JSON.createObjectNode();
    reply.put("modelfile", "").put("parameters", "").put("template", "{{ .Prompt }}");
    details(reply);
    reply
        .putObject("model_info")
        .put("general.architecture", NAME)
        .put(NAME + ".block_count", 1)
        .put(NAME + ".context_length", TRAINED_CONTEXT);
    reply.putArray("capabilities").add("completion").add("embedding");
    return reply.put("modified_at", MODIFIED.toString()).toString();
  }

  /** The list of models as OpenAI writes it. */
  static String openAi() {
    ObjectNode reply = JSON.createObjectNode().put("object", "list");
    reply.putArray("data").addObject().put("id", NAME).put("object", "model").put("created", 0);
    return reply.toString();
  }

  private static ObjectNode named(ObjectNode entry, String name) {
    return entry.put("name", name).put("model", name).put("size", BYTES).put("digest", DIGEST);
  }

  private static void details(ObjectNode entry) {
    ObjectNode details = entry.putObject("details");
    details.put("parent_model", "").put("format", NAME).put("family", NAME);
    details.putArray("families").add(NAME);
    details.put("parameter_size", "0").put("quantization_level", "none");
  }

  /** A model's whole name. */
  static String tagged(String name) {
    return name.contains(":") ? name : name + ":latest";
  }
}
