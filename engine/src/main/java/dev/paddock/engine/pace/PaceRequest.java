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
 * @param text the prompt, or what is said in a chat's messages, each on a line of its own
 * @param question the prompt, or what the last message of a user says
 * @param promptTokens each word is one, and a template costs {@link #TEMPLATE} more
 * @param empty whether it only asks to load a model, or with {@code unload} to let go of it
 * @param usage whether an event stream ends in the counts
 */
record PaceRequest(
    Form form,
    String model,
    OptionalLong id,
    OptionalInt asked,
    String text,
    String question,
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
    String text = text(form, body);
    return new PaceRequest(
        form,
        body.path("model").asText("pace"),
        whole(options, "seed"),
        asked(form, options),
        text,
        question(form, body, text),
        TEMPLATE + count(text),
        body.path("stream").asBoolean(!form.events()),
        !form.events() && text.isEmpty(),
        body.path("keep_alive").asText("").matches("0(\\.0+)?(ms|s|m|h)?"),
        body.path("stream_options").path("include_usage").asBoolean(),
        whole(options, "num_ctx"));
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

  static OptionalLong whole(JsonNode options, String name) {
    JsonNode number = options.path(name);
    return number.isIntegralNumber() ? OptionalLong.of(number.asLong()) : OptionalLong.empty();
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

  private static String text(Form form, JsonNode body) {
    return switch (form) {
      case GENERATE, OPENAI_COMPLETIONS -> body.path("prompt").asText("");
      case CHAT, OPENAI_CHAT -> {
        StringBuilder text = new StringBuilder();
        for (JsonNode message : body.path("messages")) {
          text.append(text.isEmpty() ? "" : "\n").append(content(message));
        }
        yield text.toString();
      }
    };
  }

  private static String question(Form form, JsonNode body, String text) {
    return switch (form) {
      case GENERATE, OPENAI_COMPLETIONS -> text;
      case CHAT, OPENAI_CHAT -> {
        String last = "";
        for (JsonNode message : body.path("messages")) {
          last = message.path("role").asText("").equals("user") ? content(message) : last;
        }
        yield last;
      }
    };
  }

  private static String content(JsonNode message) {
    JsonNode content = message.path("content");
    StringBuilder text = new StringBuilder(content.asText(""));
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  /**
   * How a request's text begins that sends this one's and its answer back and goes on from there. A
   * chat's roles are no part of it, so they may be any.
   */
  String with(String answer) {
    return switch (form) {
      case GENERATE, OPENAI_COMPLETIONS -> text + answer;
      case CHAT, OPENAI_CHAT -> text + (text.isEmpty() ? "" : "\n") + answer;
    };
  }

  /**
   * How many tokens are cached where so many of the first words are: the template comes with them,
   * and at least one token is always read.
   */
  int cached(int words) {
    return words == 0 ? 0 : Math.min(TEMPLATE + words, promptTokens - 1);
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
