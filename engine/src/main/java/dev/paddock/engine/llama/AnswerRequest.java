package dev.paddock.engine.llama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.engine.EngineException;
import dev.paddock.engine.KeepAlive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code /api/generate} or {@code /api/chat}.
 *
 * @param empty whether it only asks to load or unload the model
 * @param keepAlive empty where the server's own holds
 * @param options as they stand in the body; read once the model is known
 */
record AnswerRequest(
    String model,
    boolean chat,
    List<Turn> turns,
    boolean empty,
    boolean raw,
    boolean stream,
    boolean think,
    boolean tools,
    boolean format,
    boolean truncate,
    boolean shift,
    List<Integer> context,
    Optional<Duration> keepAlive,
    JsonNode options) {
  AnswerRequest {
    turns = List.copyOf(turns);
    context = List.copyOf(context);
  }

  /**
   * Reads a body.
   *
   * @throws EngineException 400, in Ollama's words, where a field is of the wrong type
   */
  static AnswerRequest of(JsonNode body, boolean chat) throws EngineException {
    Fields fields = new Fields(body, chat ? "ChatRequest" : "GenerateRequest");
    List<Turn> turns = chat ? messages(fields) : prompt(fields);
    boolean empty = chat ? turns.isEmpty() : fields.text("prompt").isEmpty();
    JsonNode think = body.path("think");
    return new AnswerRequest(
        fields.text(body.path("model").isTextual() ? "model" : "name"),
        chat,
        turns,
        empty,
        fields.flag("raw", false),
        fields.flag("stream", true),
        think.isTextual() || think.asBoolean(false),
        !body.path("tools").isEmpty(),
        !body.path("format").asText("").isEmpty() || body.path("format").isObject(),
        fields.flag("truncate", true),
        fields.flag("shift", true),
        context(fields),
        keepAlive(body.path("keep_alive")),
        fields.object("options"));
  }

  private static List<Turn> prompt(Fields fields) throws EngineException {
    List<Turn> turns = new ArrayList<>();
    if (!fields.text("system").isEmpty()) {
      turns.add(new Turn("system", fields.text("system")));
    }
    turns.add(new Turn("user", fields.text("prompt")));
    return turns;
  }

  private static List<Turn> messages(Fields fields) throws EngineException {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : fields.array("messages")) {
      Fields of = new Fields(message, "ChatRequest.messages");
      turns.add(new Turn(of.text("role"), of.text("content")));
    }
    return turns;
  }

  private static List<Integer> context(Fields fields) throws EngineException {
    List<Integer> tokens = new ArrayList<>();
    for (JsonNode token : fields.array("context")) {
      tokens.add(token.asInt());
    }
    return tokens;
  }

  private static Optional<Duration> keepAlive(JsonNode value) throws EngineException {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          value.isNumber() ? KeepAlive.seconds(value.asDouble()) : KeepAlive.parse(value.asText()));
    } catch (IllegalArgumentException e) {
      throw new EngineException(400, String.valueOf(e.getMessage()));
    }
  }

  /** The fields of an object; one that is null counts as absent. */
  private record Fields(JsonNode object, String of) {
    String text(String name) throws EngineException {
      JsonNode value = object.path(name);
      check(value, value.isTextual(), name, "string");
      return value.asText("").equals("null") && !value.isTextual() ? "" : value.asText("");
    }

    boolean flag(String name, boolean otherwise) throws EngineException {
      JsonNode value = object.path(name);
      check(value, value.isBoolean(), name, "bool");
      return value.asBoolean(otherwise);
    }

    JsonNode array(String name) throws EngineException {
      JsonNode value = object.path(name);
      check(value, value.isArray(), name, "array");
      return value;
    }

    JsonNode object(String name) throws EngineException {
      JsonNode value = object.path(name);
      check(value, value.isObject(), name, "map[string]interface {}");
      return value;
    }

    private void check(JsonNode value, boolean holds, String name, String type)
        throws EngineException {
      if (!holds && !value.isMissingNode() && !value.isNull()) {
        String found =
            switch (value.getNodeType()) {
              case STRING -> "string";
              case NUMBER -> "number";
              case BOOLEAN -> "bool";
              case ARRAY -> "array";
              default -> "object";
            };
        throw new EngineException(
            400,
            "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
                .formatted(found, of, name, type));
      }
    }
  }
}
