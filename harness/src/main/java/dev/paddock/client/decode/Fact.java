package dev.paddock.client.decode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** A piece of a response as a real parser reads it: what the scanner leaves, and final lines. */
public record Fact(JsonNode json) {
  private static final ObjectMapper PARSER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The JSON object between {@code from} and {@code to}; empty where there is none. */
  public static Optional<Fact> of(byte[] bytes, int from, int to) {
    try {
      JsonNode json = PARSER.readTree(bytes, from, to - from);
      return json != null && json.isObject() ? Optional.of(new Fact(json)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no JSON, or no text: four bytes may look like UTF-32 that is none
    }
  }

  /** The answer's text; empty where there is none. */
  public String answer() {
    StringBuilder text = new StringBuilder();
    text.append(words(json.path("response")));
    text.append(words(json.path("message").path("content")));
    for (JsonNode choice : json.path("choices")) {
      text.append(words(choice.path("text")));
      text.append(words(choice.path("delta").path("content")));
      text.append(words(choice.path("message").path("content")));
    }
    return text.toString();
  }

  /** Whether there is thinking that is not empty. */
  public boolean thinking() {
    boolean thinking = !words(json.path("thinking")).isEmpty() || thinks(json.path("message"));
    for (JsonNode choice : json.path("choices")) {
      thinking |= thinks(choice.path("delta")) || thinks(choice.path("message"));
    }
    return thinking;
  }

  private static boolean thinks(JsonNode message) {
    return !words(message.path("thinking")).isEmpty()
        || !words(message.path("reasoning")).isEmpty()
        || !words(message.path("reasoning_content")).isEmpty();
  }

  /** Whether the answer ends here. */
  public boolean done() {
    return json.path("done").asBoolean() || finishReason().isPresent();
  }

  /** Why the server stopped. */
  Optional<String> doneReason() {
    JsonNode reason = json.path("done_reason");
    return reason.isTextual() ? Optional.of(reason.textValue()) : finishReason();
  }

  private Optional<String> finishReason() {
    Optional<String> reason = Optional.empty();
    for (JsonNode choice : json.path("choices")) {
      if (choice.path("finish_reason").isTextual()) {
        reason = Optional.of(choice.path("finish_reason").textValue());
      }
    }
    return reason;
  }

  /** Whether it says how many tokens were used. */
  public boolean usage() {
    return json.hasNonNull("usage");
  }

  /** The server's words where this is an error. */
  public Optional<String> error() {
    return json.hasNonNull("error")
        ? Optional.of(ServerWords.of(json.path("error")))
        : Optional.empty();
  }

  /** Text as it stands, or as a list of parts. */
  private static String words(JsonNode text) {
    StringBuilder words = new StringBuilder(text.isTextual() ? text.textValue() : "");
    if (text.isArray()) {
      for (JsonNode part : text) {
        words.append(part.path("text").asText(""));
      }
    }
    return words.toString();
  }
}
