package dev.paddock.client.frame;

import java.util.Arrays;

/**
 * The lines of a stream that comes in pieces: their ends are found without decoding a byte.
 *
 * <p>All bytes are kept, so that they can be decoded when nothing is waiting for the clock any
 * more. A line ends at LF; a CR before it is no part of the line. Not for use by two threads.
 */
public final class LineFramer implements BodyFraming.Sink {
  private static final int FIRST_BYTES = 16 * 1024;
  private static final int FIRST_LINES = 256;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private int lineStart;
  private int[] starts = new int[FIRST_LINES];
  private int[] ends = new int[FIRST_LINES];
  private int lines;

  /** Takes the bytes {@code from} to {@code to} (exclusive), which are copied. */
  @Override
  public void accept(byte[] piece, int from, int to) {
    int shift = length - from;
    append(piece, from, to);
    for (int at = from; at < to; at++) {
      if (piece[at] == '\n') {
        endLine(at + shift);
        lineStart = at + shift + 1;
      }
    }
  }

  /** The stream has ended: bytes after the last LF, if there are any, are a line as well. */
  public void finish() {
    if (pending() > 0) {
      endLine(length);
      lineStart = length;
    }
  }

  /** How many lines have ended. */
  public int lines() {
    return lines;
  }

  /** How many bytes have come after the last line end. */
  public int pending() {
    return length - lineStart;
  }

  /** Where line {@code index} starts in {@link #bytes()}. */
  public int start(int index) {
    return starts[index];
  }

  /** Where line {@code index} ends in {@link #bytes()}, its CR and LF excluded. */
  public int end(int index) {
    return ends[index];
  }

  /** How many bytes have come. */
  public int length() {
    return length;
  }

  /** All bytes that have come, and room behind them; valid until more are taken. */
  public byte[] bytes() {
    return bytes;
  }

  /** Forgets everything, so that the next stream finds the same memory. */
  public void clear() {
    length = 0;
    lineStart = 0;
    lines = 0;
  }

  private void append(byte[] piece, int from, int to) {
    int wanted = Math.addExact(length, to - from);
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, grown(bytes.length)));
    }
    System.arraycopy(piece, from, bytes, length, to - from);
    length = wanted;
  }

  private void endLine(int at) {
    if (lines == starts.length) {
      starts = Arrays.copyOf(starts, grown(lines));
      ends = Arrays.copyOf(ends, grown(lines));
    }
    starts[lines] = lineStart;
    ends[lines] = at > lineStart && bytes[at - 1] == '\r' ? at - 1 : at;
    lines++;
  }

  private static int grown(int size) {
    return size <= Integer.MAX_VALUE / 2 ? size * 2 : Integer.MAX_VALUE - 8;
  }
}
