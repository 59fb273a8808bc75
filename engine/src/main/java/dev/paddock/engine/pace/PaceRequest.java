package dev.paddock.engine.pace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.engine.EngineException;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request for text, as far as the reference server cares.
 *
 * @param id the request's {@code seed}, beside the options (OpenAI) or among them (Ollama): both
 *     sides know it
 * @param asked tokens; empty for as many as there are
 * @param promptTokens each word is one, and a template costs {@link #TEMPLATE} more
 * @param empty whether it only asks to load a model, or with {@code unload} to let go of it
 * @param usage whether an event stream ends in the counts
 */
record PaceRequest(
    Form form,
    String model,
    OptionalLong id,
    OptionalInt asked,
    int promptTokens,
    boolean stream,
    boolean empty,
    boolean unload,
    boolean usage,
    OptionalLong context) {
  /** What a chat's template would cost. */
  static final int TEMPLATE = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The protocols. */
  enum Form {
    GENERATE,
    CHAT,
    OPENAI_CHAT,
    OPENAI_COMPLETIONS;

    boolean events() {
      return this == OPENAI_CHAT || this == OPENAI_COMPLETIONS;
    }
  }

  /**
   * Reads a body.
   *
   * @throws EngineException 400 where it is no JSON object
   */
  static PaceRequest of(Form form, byte[] bytes) throws EngineException {
    JsonNode body = body(bytes);
    JsonNode options = form.events() ? body : body.path("options");
    String text = words(form, body);
    return new PaceRequest(
        form,
        body.path("model").asText("pace"),
        options.path("seed").isIntegralNumber()
            ? OptionalLong.of(options.path("seed").asLong())
            : OptionalLong.empty(),
        asked(form, options),
        TEMPLATE + count(text),
        body.path("stream").asBoolean(!form.events()),
        !form.events() && text.isEmpty(),
        body.path("keep_alive").asText("").matches("0(\\.0+)?(ms|s|m|h)?"),
        body.path("stream_options").path("include_usage").asBoolean(),
        options.path("num_ctx").isIntegralNumber()
            ? OptionalLong.of(options.path("num_ctx").asLong())
            : OptionalLong.empty());
  }

  static JsonNode body(byte[] bytes) throws EngineException {
    try {
      JsonNode body = JSON.readTree(bytes);
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw new EngineException(400, e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading an array of bytes failed", e);
    }
    throw new EngineException(400, "the request body is no JSON object");
  }

  private static OptionalInt asked(Form form, JsonNode options) {
    JsonNode asked = options.path("num_predict");
    if (form.events()) {
      JsonNode newer = options.path("max_completion_tokens");
      asked = newer.isInt() ? newer : options.path("max_tokens");
    }
    return asked.isInt() && asked.intValue() > 0
        ? OptionalInt.of(asked.intValue())
        : OptionalInt.empty();
  }

  private static String words(Form form, JsonNode body) {
    StringBuilder words = new StringBuilder();
    switch (form) {
      case GENERATE, OPENAI_COMPLETIONS -> words.append(body.path("prompt").asText(""));
      case CHAT, OPENAI_CHAT -> {
        for (JsonNode message : body.path("messages")) {
          JsonNode content = message.path("content");
          words.append(words.isEmpty() ? "" : "\n").append(content.asText(""));
          content.forEach(part -> words.append(part.path("text").asText("")));
        }
      }
    }
    return words.toString();
  }

  /** Words, without taking a long prompt apart. */
  static int count(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      words += !blank && !inside ? 1 : 0;
      inside = !blank;
    }
    return words;
  }
}
