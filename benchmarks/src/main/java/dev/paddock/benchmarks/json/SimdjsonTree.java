package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.simdjson.JsonValue;
import org.simdjson.SimdJsonParser;

/**
 * simdjson-java, as a tree. Its binding to records is left out: version 0.4.0 reflects on the
 * record anew at every parse.
 */
final class SimdjsonTree implements LineReader {
  /** Its own default takes 200 MB. */
  private static final int LONGEST = 64 * 1024;

  private static final int DEEPEST = 64;

  private final SimdJsonParser parser = new SimdJsonParser(LONGEST, DEEPEST);

  @Override
  public void read(byte[] line, int from, LineContent content) {
    // It reads from the start of an array only.
    byte[] json = from == 0 ? line : Arrays.copyOfRange(line, from, line.length);
    JsonValue root = parser.parse(json, json.length);
    JsonValue message = root.get("message");
    JsonValue choices = root.get("choices");
    if (choices != null) {
      choices(choices, content);
    } else if (message != null) {
      text(message.get("content"), content);
      calls(message.get("tool_calls"), content);
    } else {
      text(root.get("response"), content);
    }
    JsonValue done = root.get("done");
    if (done != null && done.asBoolean()) {
      content.last(
          new LineContent.Counts(
              (int) number(root.get("prompt_eval_count")),
              (int) number(root.get("eval_count")),
              number(root.get("total_duration")),
              number(root.get("load_duration")),
              number(root.get("prompt_eval_duration")),
              number(root.get("eval_duration"))));
    }
  }

  private static void choices(JsonValue choices, LineContent content) {
    for (Iterator<JsonValue> all = choices.arrayIterator(); all.hasNext(); ) {
      JsonValue choice = all.next();
      text(choice.get("delta").get("content"), content);
      if (choice.get("finish_reason").isString()) {
        content.last(LineContent.Counts.NONE);
      }
    }
  }

  private static void calls(@Nullable JsonValue calls, LineContent content) {
    if (calls == null) {
      return;
    }
    for (Iterator<JsonValue> all = calls.arrayIterator(); all.hasNext(); ) {
      JsonValue function = all.next().get("function");
      JsonValue arguments = function.get("arguments");
      content.calls(
          new LineContent.ToolCall(
              function.get("name").asString(),
              arguments.get("city").asString(),
              arguments.get("unit").asString()));
    }
  }

  private static void text(@Nullable JsonValue text, LineContent content) {
    if (text != null && text.isString()) {
      content.text().append(text.asString());
    }
  }

  private static long number(@Nullable JsonValue number) {
    return number == null ? 0 : number.asLong();
  }
}
