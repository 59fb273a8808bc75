package dev.paddock.client.frame;

import java.util.Arrays;

/** A body in chunks: size in hexadecimal, extensions, data, and trailers after the last one. */
final class ChunkedBody implements BodyFraming {
  /** Sizes with their extensions, and trailers, are short; what is longer is no chunked body. */
  private static final int LONGEST_LINE = 8 * 1024;

  private enum Expecting {
    SIZE,
    DATA,
    DATA_END,
    TRAILER,
    NOTHING
  }

  private Expecting expecting = Expecting.SIZE;
  private long left;
  private byte[] line = new byte[64];
  private int lineLength;

  @Override
  public int feed(byte[] bytes, int from, int to, Sink body) throws MalformedResponse {
    int at = from;
    while (at < to && expecting != Expecting.NOTHING) {
      if (expecting == Expecting.DATA) {
        int taken = (int) Math.min(left, to - at);
        body.accept(bytes, at, at + taken);
        at += taken;
        left -= taken;
        if (left == 0) {
          expecting = Expecting.DATA_END;
        }
      } else {
        byte next = bytes[at++];
        if (next == '\n') {
          endLine();
        } else {
          keep(next);
        }
      }
    }
    return at - from;
  }

  private void keep(byte next) throws MalformedResponse {
    if (lineLength == LONGEST_LINE) {
      throw expectedSize();
    }
    if (lineLength == line.length) {
      line = Arrays.copyOf(line, lineLength * 2);
    }
    line[lineLength++] = next;
    // Told at once: a server that sends no line end would otherwise look slow instead of wrong.
    if (expecting == Expecting.DATA_END && !(lineLength == 1 && next == '\r')) {
      throw new MalformedResponse(
          "expected a line end after a chunk of the body, found "
              + Excerpt.of(line, 0, lineLength)
              + ": the chunk's size does not fit its data");
    }
  }

  private void endLine() throws MalformedResponse {
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
    switch (expecting) {
      case SIZE -> {
        left = size();
        expecting = left == 0 ? Expecting.TRAILER : Expecting.DATA;
      }
      case DATA_END -> expecting = Expecting.SIZE;
      case TRAILER -> expecting = lineLength == 0 ? Expecting.NOTHING : Expecting.TRAILER;
      case DATA, NOTHING -> throw new IllegalStateException("no line is read in " + expecting);
    }
    lineLength = 0;
  }

  /** The chunk's size: hexadecimal digits, then nothing, blanks, or a semicolon and extensions. */
  private long size() throws MalformedResponse {
    long size = 0;
    int at = 0;
    for (; at < lineLength; at++) {
      int digit = Character.digit(line[at], 16);
      if (digit < 0) {
        break;
      }
      if (size > Long.MAX_VALUE >> 5) {
        throw expectedSize();
      }
      size = size * 16 + digit;
    }
    int digits = at;
    while (at < lineLength && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    if (digits == 0 || (at < lineLength && line[at] != ';')) {
      throw expectedSize();
    }
    return size;
  }

  private MalformedResponse expectedSize() {
    return new MalformedResponse(
        "expected the size of a chunk in hexadecimal, found " + Excerpt.of(line, 0, lineLength));
  }

  @Override
  public boolean complete() {
    return expecting == Expecting.NOTHING;
  }

  @Override
  public boolean completeAtClose() {
    return complete();
  }
}
