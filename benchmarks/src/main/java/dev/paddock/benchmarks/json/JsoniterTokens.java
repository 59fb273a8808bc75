package dev.paddock.benchmarks.json;

import com.jsoniter.JsonIterator;
import com.jsoniter.ValueType;
import dev.paddock.benchmarks.wire.Seen;
import java.io.IOException;

/** jsoniter, member by member: it cannot bind to records. */
final class JsoniterTokens implements LineReader {
  private final JsonIterator json = new JsonIterator();
  private final Tally tally = new Tally();

  @Override
  public void read(byte[] line, int from, Seen seen) throws IOException {
    json.reset(line, from, line.length);
    object(seen);
    tally.tell(seen);
  }

  private void object(Seen seen) throws IOException {
    for (String name = json.readObject(); name != null; name = json.readObject()) {
      member(name, seen);
    }
  }

  private void array(Seen seen) throws IOException {
    while (json.readArray()) {
      object(seen);
    }
  }

  private void member(String name, Seen seen) throws IOException {
    switch (name) {
      case "response", "content" -> {
        String text = json.readString();
        if (text != null) {
          seen.text().append(text);
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
      case "message", "delta", "function", "arguments" -> object(seen);
      case "choices", "tool_calls" -> array(seen);
      default -> json.skip();
    }
  }
}
