package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.paddock.engine.AnswerCounts;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * What the reference server says in one answer, in the shapes of its protocol.
 *
 * <p>Lines are put together from text, not by a JSON writer: they are made between two tokens, on
 * the core that must be on time.
 */
final class PaceWords {
  private static final String[] NUMBERS = {
    " one", " two", " three", " four", " five", " six", " seven", " eight", " nine", " ten"
  };

  private final PaceRequest request;
  private final OptionalInt cached;
  private final String lineEnd;
  private final boolean comments;
  private final String opening;

  /**
   * The words of an answer.
   *
   * @param cached tokens of its prompt that were not read again; empty where there is no cache, and
   *     nothing is said of it
   */
  PaceWords(PaceRequest request, Pace pace, OptionalInt cached, Instant now) {
    this.request = request;
    this.cached = cached;
    this.lineEnd = pace.has(PaceFault.Kind.CRLF) ? "\r\n" : "\n";
    this.comments = pace.has(PaceFault.Kind.COMMENTS);
    String model = TextNode.valueOf(request.model()).toString();
    this.opening =
        switch (request.form()) {
          case GENERATE, CHAT -> "{\"model\":" + model + ",\"created_at\":\"" + now + "\"";
          case OPENAI_CHAT -> openAi("chatcmpl", "chat.completion.chunk", model, now);
          case OPENAI_COMPLETIONS -> openAi("cmpl", "text_completion", model, now);
        };
  }

  private static String openAi(String prefix, String object, String model, Instant now) {
    return "{\"id\":\"%s-pace\",\"object\":\"%s\",\"created\":%d,\"model\":%s"
        .formatted(prefix, object, now.getEpochSecond(), model);
  }

  /** The text of a token, from 1; without anything that JSON would have to escape. */
  static String token(int token) {
    return NUMBERS[(token - 1) % NUMBERS.length];
  }

  /** A text as it stands between the quotes of JSON. */
  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /** A line with text that is {@link #escaped}. */
  byte[] piece(String text, boolean thinking) {
    return line(
        switch (request.form()) {
          case GENERATE ->
              thinking
                  ? ",\"response\":\"\",\"thinking\":\"" + text + "\",\"done\":false}"
                  : ",\"response\":\"" + text + "\",\"done\":false}";
          case CHAT ->
              thinking
                  ? message(",\"thinking\":\"" + text + "\"") + ",\"done\":false}"
                  : ",\"message\":{\"role\":\"assistant\",\"content\":\""
                      + text
                      + "\"},\"done\":false}";
          case OPENAI_CHAT ->
              choice(
                      "\"delta\":{\""
                          + (thinking ? "reasoning" : "content")
                          + "\":\""
                          + text
                          + "\"}")
                  + "}";
          case OPENAI_COMPLETIONS -> choice("\"text\":\"" + text + "\"") + "}";
        });
  }

  /** A line without text, with a role where the protocol has them. */
  byte[] roleOnly() {
    return line(
        switch (request.form()) {
          case GENERATE -> ",\"response\":\"\",\"done\":false}";
          case CHAT -> message("") + ",\"done\":false}";
          case OPENAI_CHAT -> choice("\"delta\":{\"role\":\"assistant\"}") + "}";
          case OPENAI_COMPLETIONS -> choice("\"text\":\"\"") + "}";
        });
  }

  private static String message(String more) {
    return ",\"message\":{\"role\":\"assistant\",\"content\":\"\"" + more + "}";
  }

  private static String choice(String what) {
    return ",\"choices\":[{\"index\":0," + what + ",\"finish_reason\":null}]";
  }

  /** The line or lines that make an answer whole. */
  byte[] end(String reason, long total, long load, AnswerCounts tally) {
    return switch (request.form()) {
      case GENERATE -> line(",\"response\":\"\"" + ended(reason) + times(total, load, tally) + "}");
      case CHAT -> line(message("") + ended(reason) + times(total, load, tally) + "}");
      case OPENAI_CHAT, OPENAI_COMPLETIONS -> {
        String empty =
            request.form() == PaceRequest.Form.OPENAI_CHAT ? "\"delta\":{}" : "\"text\":\"\"";
        String last =
            ",\"choices\":[{\"index\":0," + empty + ",\"finish_reason\":\"" + reason + "\"}]}";
        String usage =
            request.usage() ? event(opening + ",\"choices\":[]" + usage(tally) + "}") : "";
        yield (event(opening + last) + usage + event("[DONE]")).getBytes(UTF_8);
      }
    };
  }

  /** A whole answer in one body. */
  byte[] whole(String text, String reason, long total, long load, AnswerCounts tally) {
    String ending =
        switch (request.form()) {
          case GENERATE ->
              ",\"response\":\"" + text + "\"" + ended(reason) + times(total, load, tally);
          case CHAT ->
              ",\"message\":{\"role\":\"assistant\",\"content\":\""
                  + text
                  + "\"}"
                  + ended(reason)
                  + times(total, load, tally);
          case OPENAI_CHAT ->
              wholeChoice(
                      "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}", reason)
                  + usage(tally);
          case OPENAI_COMPLETIONS ->
              wholeChoice("\"text\":\"" + text + "\"", reason) + usage(tally);
        };
    return (opening.replace(".chunk\"", "\"") + ending + "}").getBytes(UTF_8);
  }

  private static String wholeChoice(String what, String reason) {
    return ",\"choices\":[{\"index\":0," + what + ",\"finish_reason\":\"" + reason + "\"}]";
  }

  /** The answer to a request that only loads or unloads. */
  String nothing(String reason) {
    String none = request.form() == PaceRequest.Form.CHAT ? message("") : ",\"response\":\"\"";
    return opening + none + ended(reason) + "}";
  }

  /** An error amid the answer. */
  byte[] error() {
    String words = "the reference server was told to fail here";
    return request.form().events()
        ? event("{\"error\":{\"message\":\"" + words + "\",\"type\":\"server_error\"}}")
            .getBytes(UTF_8)
        : ("{\"error\":\"" + words + "\"}" + lineEnd).getBytes(UTF_8);
  }

  /** A line that is no JSON. */
  byte[] garbage() {
    String words = "%% no JSON %%";
    return (request.form().events() ? event(words) : words + lineEnd).getBytes(UTF_8);
  }

  private static String ended(String reason) {
    return ",\"done\":true,\"done_reason\":\"" + reason + "\"";
  }

  private String times(long total, long load, AnswerCounts tally) {
    String ofThemCached =
        cached.isPresent() ? ",\"prompt_eval_cached_count\":" + cached.getAsInt() : "";
    return ",\"total_duration\":%d,\"load_duration\":%d,\"prompt_eval_count\":%d%s,\"prompt_eval_duration\":%d,\"eval_count\":%d,\"eval_duration\":%d"
        .formatted(
            total,
            load,
            tally.promptTokens(),
            ofThemCached,
            tally.promptNanos(),
            tally.outputTokens(),
            tally.outputNanos());
  }

  private String usage(AnswerCounts tally) {
    String details =
        cached.isPresent()
            ? ",\"prompt_tokens_details\":{\"cached_tokens\":" + cached.getAsInt() + "}"
            : "";
    return ",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d%s}"
        .formatted(
            tally.promptTokens(),
            tally.outputTokens(),
            tally.promptTokens() + tally.outputTokens(),
            details);
  }

  private byte[] line(String rest) {
    return (request.form().events() ? event(opening + rest) : opening + rest + lineEnd)
        .getBytes(UTF_8);
  }

  private String event(String data) {
    return (comments ? ": ping" + lineEnd + lineEnd : "") + "data: " + data + lineEnd + lineEnd;
  }
}
