package dev.paddock.benchmarks.json;

import dev.paddock.benchmarks.wire.LineContent;

/** A line as one would declare it for a library that binds JSON to objects. */
public sealed interface BoundLine permits OllamaLine, OpenAiLine {
  /** Says what the line says. */
  void tell(LineContent content);
}
