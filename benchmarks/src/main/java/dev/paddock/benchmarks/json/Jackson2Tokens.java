package dev.paddock.benchmarks.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.paddock.benchmarks.wire.LineContent;
import java.io.IOException;

/** Jackson 2, token by token, which leaves the least work to do. */
final class Jackson2Tokens implements LineReader {
  private final JsonFactory factory = new JsonFactory();
  private final LineTally tally = new LineTally();

  @Override
  public void read(byte[] line, int from, LineContent content) throws IOException {
    try (JsonParser parser = factory.createParser(line, from, line.length - from)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          member(parser, name, parser.nextToken(), content);
        }
      }
    }
    tally.tell(content);
  }

  private void member(JsonParser parser, String name, JsonToken value, LineContent content)
      throws IOException {
    switch (name) {
      case "response", "content" -> {
        if (value == JsonToken.VALUE_STRING) {
          content
              .text()
              .append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
      }
      case "done" -> tally.done(value == JsonToken.VALUE_TRUE);
      case "finish_reason" -> tally.done(value == JsonToken.VALUE_STRING);
      case "prompt_eval_count",
          "eval_count",
          "total_duration",
          "load_duration",
          "prompt_eval_duration",
          "eval_duration" ->
          tally.number(name, parser.getLongValue());
      case "name", "city", "unit" -> tally.word(name, parser.getText());
      case "context" -> parser.skipChildren();
      default -> {}
    }
  }
}
