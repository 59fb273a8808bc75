package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;
import java.io.IOException;

/** A way to find the lines of a body that comes in pieces. */
interface StreamFramer {
  /**
   * Reads a body from its start, the lines of the body before it forgotten, until it has ended or
   * as many lines as wanted are there.
   *
   * @param buffer what each read fills at most
   * @param wanted lines, at least 1; more may be found
   * @throws IOException where the body's framing is broken
   */
  void drain(RecordedStream.Replay body, byte[] buffer, int wanted) throws IOException;

  /** How many lines were found. */
  int lines();

  /** Line {@code index} as text, without its end. */
  String line(int index);
}
