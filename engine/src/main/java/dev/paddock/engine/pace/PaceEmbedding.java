package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A request for embeddings, as far as the reference server cares. It has no context that a text
 * could be too long for, so nothing is ever truncated.
 *
 * @param id the request's {@code seed}, where those of text have it
 * @param texts none where Ollama is asked for none
 * @param dimensions of each vector
 */
record PaceEmbedding(
    Form form,
    String model,
    OptionalLong id,
    OptionalLong context,
    List<String> texts,
    int dimensions) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL_DIMENSIONS = 8;
  private static final int MOST_DIMENSIONS = 65_536;

  /** The protocols. */
  enum Form {
    OLLAMA,
    OPENAI
  }

  PaceEmbedding {
    texts = List.copyOf(texts);
  }

  /**
   * Reads a body.
   *
   * @throws EngineException 400 where it is no JSON object, or its input no text nor a list of them
   */
  static PaceEmbedding of(Form form, byte[] bytes) throws EngineException {
    JsonNode body = PaceRequest.body(bytes);
    JsonNode options = form == Form.OPENAI ? body : body.path("options");
    return new PaceEmbedding(
        form,
        body.path("model").asText(PaceModels.NAME),
        PaceRequest.whole(options, "seed"),
        PaceRequest.whole(options, "num_ctx"),
        texts(form, body.path("input")),
        dimensions(body.path("dimensions")));
  }

  /** As Ollama reads them: no text at all is nothing to do for it, and an error by OpenAI's API. */
  private static List<String> texts(Form form, JsonNode input) throws EngineException {
    boolean none = input.isMissingNode() || input.isNull() || (input.isArray() && input.isEmpty());
    if (none && form == Form.OPENAI) {
      throw new EngineException(400, "invalid input");
    }
    if (none || (form == Form.OLLAMA && input.isTextual() && input.textValue().isEmpty())) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : input.isArray() ? input : JSON.createArrayNode().add(input)) {
      if (!text.isTextual()) {
        throw new EngineException(400, "invalid input type");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  private static int dimensions(JsonNode asked) throws EngineException {
    if (asked.isNumber() && asked.asLong() > MOST_DIMENSIONS) {
      throw new EngineException(400, "dimensions are " + MOST_DIMENSIONS + " at most");
    }
    return asked.asInt() > 0 ? asked.asInt() : USUAL_DIMENSIONS;
  }

  /** All texts' words; there is no template. */
  int tokens() {
    return texts.stream().mapToInt(PaceRequest::count).sum();
  }

  /**
   * The answer.
   *
   * @param total how long it takes, in nanoseconds
   * @param load how long of that the model was loaded
   */
  byte[] answer(long total, long load) {
    ObjectNode answer = JSON.createObjectNode();
    switch (form) {
      case OLLAMA -> {
        answer.put("model", model);
        ArrayNode vectors = answer.putArray("embeddings");
        texts.forEach(text -> fill(vectors.addArray(), text));
        // Ollama leaves zeros out, and for no text says nothing else.
        if (!texts.isEmpty()) {
          answer.put("total_duration", total).put("load_duration", load);
        }
        if (tokens() > 0) {
          answer.put("prompt_eval_count", tokens());
        }
      }
      case OPENAI -> {
        ArrayNode data = answer.put("object", "list").putArray("data");
        for (String text : texts) {
          ObjectNode entry = data.addObject().put("object", "embedding");
          fill(entry.putArray("embedding"), text);
          entry.put("index", data.size() - 1);
        }
        answer.put("model", model);
        answer.putObject("usage").put("prompt_tokens", tokens()).put("total_tokens", tokens());
      }
    }
    return answer.toString().getBytes(UTF_8);
  }

  /** A vector of length 1 that is always the same for a text, whatever the server's seed. */
  private void fill(ArrayNode vector, String text) {
    UUID name = UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
    double[] drawn =
        new SplittableRandom(name.getMostSignificantBits()).doubles(dimensions, -1, 1).toArray();
    double square = 0;
    for (double coordinate : drawn) {
      square += coordinate * coordinate;
    }
    for (double coordinate : drawn) {
      vector.add((float) (coordinate / Math.sqrt(square)));
    }
  }
}
