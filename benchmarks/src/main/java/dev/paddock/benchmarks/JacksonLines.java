package dev.paddock.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ways to read a line with Jackson: bound to records, token by token, and as a tree. */
final class JacksonLines {
  private static final ObjectReader BOUND =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Line.class);
  private static final ObjectMapper TREE = new ObjectMapper();
  private static final JsonFactory TOKENS = new JsonFactory();

  private JacksonLines() {}

  /** A line as one would declare it for databind; what is absent is null or zero. */
  private record Line(
      @Nullable String response,
      @Nullable Message message,
      boolean done,
      @JsonProperty("prompt_eval_count") int promptTokens,
      @JsonProperty("eval_count") int outputTokens,
      @JsonProperty("total_duration") long total,
      @JsonProperty("load_duration") long load,
      @JsonProperty("prompt_eval_duration") long prefill,
      @JsonProperty("eval_duration") long decode) {

    private boolean hasText() {
      String text = message == null ? response : message.content();
      return text != null && !text.isEmpty();
    }
  }

  private record Message(@Nullable String content) {}

  /** Reads a line into a record, as most programs would. */
  static void bound(byte[] bytes, Seen seen) throws IOException {
    Line line = BOUND.readValue(bytes);
    if (line.done()) {
      seen.last(
          line.hasText(),
          new Seen.Counts(
              line.promptTokens(),
              line.outputTokens(),
              line.total(),
              line.load(),
              line.prefill(),
              line.decode()));
    } else {
      seen.piece(line.hasText());
    }
  }

  /** Reads a last line of {@code /api/generate} as a tree. */
  static void lastAsTree(byte[] bytes, Seen seen) throws IOException {
    JsonNode line = TREE.readTree(bytes);
    seen.last(
        !line.path("response").asText().isEmpty(),
        new Seen.Counts(
            line.path("prompt_eval_count").intValue(),
            line.path("eval_count").intValue(),
            line.path("total_duration").longValue(),
            line.path("load_duration").longValue(),
            line.path("prompt_eval_duration").longValue(),
            line.path("eval_duration").longValue()));
  }

  /** Reads a line token by token, which leaves the least work to do. */
  static void streamed(byte[] bytes, Seen seen) throws IOException {
    boolean text = false;
    boolean done = false;
    int promptTokens = 0;
    int outputTokens = 0;
    long total = 0;
    long load = 0;
    long prefill = 0;
    long decode = 0;
    try (JsonParser parser = TOKENS.createParser(bytes)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME) {
          continue;
        }
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "response", "content" -> text |= parser.getTextLength() > 0;
          case "done" -> done = parser.getBooleanValue();
          case "prompt_eval_count" -> promptTokens = parser.getIntValue();
          case "eval_count" -> outputTokens = parser.getIntValue();
          case "total_duration" -> total = parser.getLongValue();
          case "load_duration" -> load = parser.getLongValue();
          case "prompt_eval_duration" -> prefill = parser.getLongValue();
          case "eval_duration" -> decode = parser.getLongValue();
          default -> {
            if (value == JsonToken.START_ARRAY) {
              parser.skipChildren();
            }
          }
        }
      }
    }
    if (done) {
      seen.last(text, new Seen.Counts(promptTokens, outputTokens, total, load, prefill, decode));
    } else {
      seen.piece(text);
    }
  }
}
