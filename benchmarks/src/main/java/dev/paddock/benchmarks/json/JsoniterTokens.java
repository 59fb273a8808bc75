package dev.paddock.benchmarks.json;

import com.jsoniter.JsonIterator;
import com.jsoniter.ValueType;
import dev.paddock.benchmarks.wire.LineContent;
import java.io.IOException;

/** jsoniter, member by member: it cannot bind to records. */
final class JsoniterTokens implements LineReader {
  private final JsonIterator json = new JsonIterator();
  private final LineTally tally = new LineTally();

  @Override
  public void read(byte[] line, int from, LineContent content) throws IOException {
    json.reset(line, from, line.length);
    object(content);
    tally.tell(content);
  }

  private void object(LineContent content) throws IOException {
    for (String name = json.readObject(); name != null; name = json.readObject()) {
      member(name, content);
    }
  }

  private void array(LineContent content) throws IOException {
    while (json.readArray()) {
      object(content);
    }
  }

  private void member(String name, LineContent content) throws IOException {
    switch (name) {
      case "response", "content" -> {
        String text = json.readString();
        if (text != null) {
          content.text().append(text);
        }
      }
      case "done" -> tally.done(json.readBoolean());
      case "finish_reason" -> {
        tally.done(json.whatIsNext() == ValueType.STRING);
        json.skip();
      }
      case "prompt_eval_count",
          "eval_count",
          "total_duration",
          "load_duration",
          "prompt_eval_duration",
          "eval_duration" ->
          tally.number(name, json.readLong());
      case "name", "city", "unit" -> tally.word(name, json.readString());
      case "message", "delta", "function", "arguments" -> object(content);
      case "choices", "tool_calls" -> array(content);
      default -> json.skip();
    }
  }
}
