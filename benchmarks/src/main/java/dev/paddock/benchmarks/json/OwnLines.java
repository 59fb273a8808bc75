package dev.paddock.benchmarks.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.benchmarks.wire.LineContent;
import dev.paddock.client.decode.ChunkScanner;
import java.io.IOException;

/**
 * How the client that measures reads a line: it scans each and decodes no more of it than its text;
 * what it must know more of, which is the last line and a tool call, it takes as a tree.
 */
final class OwnLines implements LineReader {
  private static final ObjectMapper TREE =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ChunkScanner scanner = new ChunkScanner();

  @Override
  public void read(byte[] line, int from, LineContent content) throws IOException {
    if (!scanner.scan(line, from, line.length)) {
      throw new IOException("the scanner leaves it to a parser");
    }
    scanner.appendAnswer(content.text());
    if (!scanner.answer() || scanner.done()) {
      tell(TREE.readTree(line, from, line.length - from), content);
    }
  }

  private static void tell(JsonNode line, LineContent content) {
    if (line.path("done").booleanValue()) {
      content.last(
          new LineContent.Counts(
              line.path("prompt_eval_count").intValue(),
              line.path("eval_count").intValue(),
              line.path("total_duration").longValue(),
              line.path("load_duration").longValue(),
              line.path("prompt_eval_duration").longValue(),
              line.path("eval_duration").longValue()));
    }
    for (JsonNode call : line.path("message").path("tool_calls")) {
      JsonNode function = call.path("function");
      JsonNode arguments = function.path("arguments");
      content.calls(
          new LineContent.ToolCall(
              function.path("name").textValue(),
              arguments.path("city").textValue(),
              arguments.path("unit").textValue()));
    }
  }
}
