package dev.paddock.client.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.client.frame.Head;
import dev.paddock.client.frame.SseFraming;
import java.util.Arrays;
import java.util.Optional;

/** What a server said of an error, found wherever servers put it and made safe to print. */
public final class ServerWords {
  private static final int LONGEST = 1_000;
  private static final int LONGEST_BODY = 200;

  private ServerWords() {}

  /** The words of an {@code error} field: a text (Ollama) or an object (OpenAI). */
  static String of(JsonNode error) {
    if (error.isTextual()) {
      return printable(error.textValue(), LONGEST);
    }
    JsonNode message = error.path("message");
    return printable(message.isTextual() ? message.textValue() : error.toString(), LONGEST);
  }

  /**
   * The words of an error that is a document of its own: a message, or what FastAPI calls details,
   * a text or a list of what is wrong with each field.
   */
  static Optional<String> ofDocument(JsonNode json) {
    for (String field : new String[] {"message", "detail", "error_message", "errors"}) {
      JsonNode words = json.path(field);
      if (words.isTextual() && !words.textValue().isBlank()) {
        return Optional.of(printable(words.textValue(), LONGEST));
      }
      if (words.isArray() && !words.isEmpty()) {
        return Optional.of(printable(words.toString(), LONGEST));
      }
    }
    return Optional.empty();
  }

  /** The words of an error's data, whatever its form. */
  public static String of(byte[] bytes, int from, int to) {
    byte[] data = Arrays.copyOfRange(bytes, from, to);
    return words(data, data.length);
  }

  /** The words of a response that is not 200. */
  public static String of(Head head, byte[] bytes, int length) {
    Optional<String> moved = head.status() / 100 == 3 ? head.field("location") : Optional.empty();
    if (moved.isPresent()) {
      return "HTTP "
          + head.status()
          + ": moved to "
          + printable(address(moved.get()), LONGEST)
          + ", set target.url to it (without the path of the request)";
    }
    String words = words(bytes, length);
    if (words.isBlank()) {
      words = head.reason();
    }
    String status = "HTTP " + head.status();
    return (words.isBlank() ? status : status + ": " + printable(words, LONGEST))
        + head.field("retry-after")
            .map(wait -> " (it asks to wait, Retry-After: " + printable(wait, 40) + ")")
            .orElse("");
  }

  /** An address without what may be secret in it. */
  private static String address(String location) {
    return location.replaceAll("//[^/@]*@", "//").replaceAll("[?#].*", "");
  }

  private static String words(byte[] bytes, int length) {
    Optional<Fact> fact = Fact.of(bytes, 0, length);
    if (fact.isEmpty()) {
      int payload = SseFraming.payload(bytes, 0, length);
      fact = payload > 0 ? Fact.of(bytes, payload, length) : fact;
    }
    return fact.flatMap(Fact::error)
        .orElseGet(() -> printable(new String(bytes, 0, length, UTF_8), LONGEST_BODY).strip());
  }

  /** Some words of an answer, short and safe to print. */
  public static String quoted(String words) {
    return printable(words, LONGEST_BODY).strip();
  }

  private static String printable(String words, int longest) {
    StringBuilder safe = new StringBuilder();
    words
        .codePoints()
        .limit(longest)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(safe::appendCodePoint);
    return words.codePointCount(0, words.length()) > longest ? safe + "…" : safe.toString();
  }
}
