package dev.paddock.engine.llama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.engine.AnswerCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server says, in Ollama's shapes. */
final class Replies {
  /** Ours, followed by the llama.cpp that the binding carries. */
  static final String VERSION = "0.1.0-paddock-llama.cpp-b4916";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServedModel model;

  Replies(ServedModel model) {
    this.model = model;
  }

  static String error(String words) {
    return text(JSON.createObjectNode().put("error", words));
  }

  static String version() {
    return text(JSON.createObjectNode().put("version", VERSION));
  }

  /** A line with some text, or with all of it. */
  String piece(AnswerRequest request, String text) {
    return text(line(request, text).put("done", false));
  }

  /** The answer to a request that only loads or unloads. */
  String nothing(AnswerRequest request, String reason) {
    return text(line(request, "").put("done", true).put("done_reason", reason));
  }

  /**
   * The last line of an answer. Times are in nanoseconds, and left out where they are zero.
   *
   * @param load from the request's entry until a loaded model was at hand
   */
  String end(
      AnswerRequest request,
      String text,
      String reason,
      List<Integer> context,
      long total,
      long load,
      AnswerCounts tally) {
    ObjectNode line = line(request, text).put("done", true).put("done_reason", reason);
    if (!request.chat() && !request.raw()) {
      context.forEach(line.putArray("context")::add);
    }
    positive(line, "total_duration", total);
    positive(line, "load_duration", load);
    positive(line, "prompt_eval_count", tally.promptTokens());
    positive(line, "prompt_eval_duration", tally.promptNanos());
    positive(line, "eval_count", tally.outputTokens());
    positive(line, "eval_duration", tally.outputNanos());
    return text(line);
  }

  String tags() {
    ObjectNode reply = JSON.createObjectNode();
    ObjectNode entry = reply.putArray("models").addObject();
    entry.put("name", model.name()).put("model", model.name());
    entry.put("modified_at", model.modified().toString()).put("size", model.size());
    entry.put("digest", model.digest());
    details(entry)
        .put("context_length", model.file().trainedContext())
        .put("embedding_length", model.file().number("embedding_length"));
    entry.putArray("capabilities").add("completion");
    return text(reply);
  }

  String ps(Optional<Scheduler.Loaded> loaded) {
    ObjectNode reply = JSON.createObjectNode();
    var models = reply.putArray("models");
    loaded.ifPresent(
        now -> {
          ObjectNode entry = models.addObject();
          entry.put("name", model.name()).put("model", model.name());
          entry.put("size", now.runner().bytes()).put("digest", model.digest());
          details(entry);
          entry.put("expires_at", now.expires().toString());
          // The binding's llama.cpp is built for the CPU alone.
          entry.put("size_vram", 0).put("context_length", now.options().numCtx());
        });
    return text(reply);
  }

  String show() {
    ObjectNode reply = JSON.createObjectNode();
    reply.put("modelfile", "FROM " + model.path() + "\n").put("parameters", "");
    reply.put("template", model.file().chatTemplate().orElse("{{ .Prompt }}"));
    details(reply);
    ObjectNode info = reply.putObject("model_info");
    for (Map.Entry<String, Object> entry : model.file().metadata().entrySet()) {
      if (!entry.getKey().equals("tokenizer.chat_template")) {
        info.putPOJO(entry.getKey(), entry.getValue());
      }
    }
    info.put("general.parameter_count", model.file().parameters());
    reply.putArray("capabilities").add("completion");
    reply.put("modified_at", model.modified().toString());
    return text(reply);
  }

  private ObjectNode details(ObjectNode entry) {
    ObjectNode details = entry.putObject("details");
    String family = model.file().architecture();
    details.put("parent_model", "").put("format", "gguf").put("family", family);
    details.putArray("families").add(family);
    return details
        .put("parameter_size", model.parameterSize())
        .put("quantization_level", model.file().quantisation());
  }

  private ObjectNode line(AnswerRequest request, String text) {
    ObjectNode line = JSON.createObjectNode();
    line.put("model", request.model()).put("created_at", Instant.now().toString());
    if (request.chat()) {
      line.putObject("message").put("role", "assistant").put("content", text);
    } else {
      line.put("response", text);
    }
    return line;
  }

  private static void positive(ObjectNode line, String name, long value) {
    if (value > 0) {
      line.put(name, value);
    }
  }

  private static String text(ObjectNode reply) {
    try {
      return JSON.writeValueAsString(reply);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every reply can be written as JSON", e);
    }
  }
}
