package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Jackson 3, token by token, which leaves the least work to do. */
final class Jackson3Tokens implements LineReader {
  private final JsonFactory factory = new JsonFactory();
  private final LineTally tally = new LineTally();

  @Override
  public void read(byte[] line, int from, LineContent content) {
    try (JsonParser parser =
        factory.createParser(ObjectReadContext.empty(), line, from, line.length - from)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          member(parser, name, parser.nextToken(), content);
        }
      }
    }
    tally.tell(content);
  }

  private void member(JsonParser parser, String name, JsonToken value, LineContent content) {
    switch (name) {
      case "response", "content" -> {
        if (value == JsonToken.VALUE_STRING) {
          content
              .text()
              .append(
                  parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
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
      case "name", "city", "unit" -> tally.word(name, parser.getString());
      case "context" -> parser.skipChildren();
      default -> {}
    }
  }
}
