package dev.paddock.client.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Text as it stands, or as a list of typed parts, some of which may be thinking: {@code [{"type":
 * "thinking", "thinking": [{"type": "text", "text": …}]}, {"type": "text", "text": …}]} as Mistral
 * has it.
 */
final class TextParts {
  private TextParts() {}

  /** What is no thinking. */
  static String answer(JsonNode text) {
    return of(text, false);
  }

  /** What is thinking by the type of its part. */
  static String thinking(JsonNode text) {
    return text.isContainerNode() ? of(text, true) : "";
  }

  /** All of it, where the field itself is thinking. */
  static String all(JsonNode text) {
    return of(text, false) + thinking(text);
  }

  private static String of(JsonNode text, boolean thinking) {
    if (text.isTextual()) {
      return text.textValue();
    }
    StringBuilder words = new StringBuilder();
    if (text.isArray()) {
      for (JsonNode part : text) {
        words.append(part.isTextual() && thinking ? "" : of(part, thinking));
      }
    } else if (text.isObject() && thinks(text) == thinking) {
      for (String field : new String[] {"text", "content", "thinking", "summary"}) {
        words.append(all(text.path(field)));
      }
    }
    return words.toString();
  }

  private static boolean thinks(JsonNode part) {
    String type = part.path("type").asText("").toLowerCase(Locale.ROOT);
    return type.contains("thinking") || type.contains("reasoning");
  }
}
