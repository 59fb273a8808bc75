package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of Ollama. Its parts are named as on the wire, so that no library needs an annotation of
 * its own; what is absent is null, and what is not asked for is left out.
 */
@SuppressWarnings("MemberName")
public record OllamaLine(
    @Nullable String response,
    @Nullable Message message,
    boolean done,
    @Nullable Integer prompt_eval_count,
    @Nullable Integer eval_count,
    @Nullable Long total_duration,
    @Nullable Long load_duration,
    @Nullable Long prompt_eval_duration,
    @Nullable Long eval_duration)
    implements BoundLine {

  /** A message of a chat. */
  public record Message(@Nullable String content, @Nullable List<Call> tool_calls) {}

  /** A call of a tool. */
  public record Call(@Nullable Function function) {}

  /** What is called. */
  public record Function(@Nullable String name, @Nullable Arguments arguments) {}

  /** What it is called with. */
  public record Arguments(@Nullable String city, @Nullable String unit) {}

  @Override
  public void tell(LineContent content) {
    String text = message == null ? response : message.content();
    if (text != null) {
      content.text().append(text);
    }
    if (message != null && message.tool_calls() != null) {
      for (Call call : message.tool_calls()) {
        tell(content, call);
      }
    }
    if (done) {
      content.last(
          new LineContent.Counts(
              orZero(prompt_eval_count),
              orZero(eval_count),
              orZero(total_duration),
              orZero(load_duration),
              orZero(prompt_eval_duration),
              orZero(eval_duration)));
    }
  }

  private static void tell(LineContent content, Call call) {
    Function function = call.function();
    if (function != null && function.arguments() != null) {
      content.calls(
          new LineContent.ToolCall(
              orEmpty(function.name()),
              orEmpty(function.arguments().city()),
              orEmpty(function.arguments().unit())));
    }
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
