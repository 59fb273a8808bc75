package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;

/** What a reader that goes from token to token has met so far; it forgets it by telling it. */
final class LineTally {
  private boolean done;
  private int promptTokens;
  private int outputTokens;
  private long total;
  private long load;
  private long prefill;
  private long decode;
  private String tool = "";
  private String city = "";
  private String unit = "";

  /** The line is the last, or not. */
  void done(boolean said) {
    done = said;
  }

  /** A number of the last line. */
  void number(String name, long value) {
    switch (name) {
      case "prompt_eval_count" -> promptTokens = (int) value;
      case "eval_count" -> outputTokens = (int) value;
      case "total_duration" -> total = value;
      case "load_duration" -> load = value;
      case "prompt_eval_duration" -> prefill = value;
      default -> decode = value;
    }
  }

  /** A word of a tool call. */
  void word(String name, String value) {
    switch (name) {
      case "city" -> city = value;
      case "unit" -> unit = value;
      default -> tool = value;
    }
  }

  void tell(LineContent content) {
    if (done) {
      content.last(
          new LineContent.Counts(promptTokens, outputTokens, total, load, prefill, decode));
      done = false;
    }
    if (!tool.isEmpty()) {
      content.calls(new LineContent.ToolCall(tool, city, unit));
      tool = "";
    }
  }
}
