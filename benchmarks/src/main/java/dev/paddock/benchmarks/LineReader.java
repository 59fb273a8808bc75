package dev.paddock.benchmarks;

import java.io.IOException;

/** A way to read one line of a stream: the client's own, or a library's. */
@FunctionalInterface
interface LineReader {
  /**
   * Reads {@code line}, which holds no line end, and says in {@code seen} what it found.
   *
   * @throws IOException where the line is not what the reader expects
   */
  void read(byte[] line, Seen seen) throws IOException;
}
