package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.Seen;

/** A line as one would declare it for a library that binds JSON to objects. */
public sealed interface Line permits OllamaLine, OpenAiLine {
  /** Says what the line says. */
  void tell(Seen seen);
}
