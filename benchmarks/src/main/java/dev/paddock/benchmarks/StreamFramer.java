package dev.paddock.benchmarks;

import java.io.IOException;

/** A way to find the lines of a body that comes in pieces. */
interface StreamFramer {
  /**
   * Reads a whole body, the lines of the body before it forgotten.
   *
   * @param buffer what each read fills at most
   * @throws IOException where the body's framing is broken
   */
  void drain(RecordedStream.Replay body, byte[] buffer) throws IOException;

  /** How many lines the body had. */
  int lines();

  /** Line {@code index} as text, without its end. */
  String line(int index);
}
