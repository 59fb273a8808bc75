package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;

/** What the server puts into a chunk of the transfer encoding. */
public enum Chunk {
  /** A line, about 110 bytes. */
  LINE(1),
  /** Eight lines, as a proxy writes that gathers them. */
  EIGHT_LINES(8);

  private final int lines;

  Chunk(int lines) {
    this.lines = lines;
  }

  RecordedStream stream(int tokens) {
    return RecordedStream.of(tokens, lines);
  }
}
