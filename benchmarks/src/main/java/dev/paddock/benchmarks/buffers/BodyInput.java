package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;
import dev.paddock.client.frame.BodyFraming;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body as an HTTP library hands it over: its chunks taken off, and of one read of the connection
 * all that came with it. It keeps its memory from body to body, as a connection that is kept does.
 *
 * <p>The chunks are taken off by the harness' own framing, so that framers differ in nothing but
 * how they find lines.
 */
final class BodyInput extends InputStream {
  private final RecordedStream.Replay body;
  private final byte[] buffer;
  private final Memory data;
  private final BodyFraming framing = BodyFraming.chunked();

  /** What was read of a body and not handed over yet. */
  static final class Memory implements BodyFraming.Sink {
    private byte[] bytes = {};
    private int at;
    private int end;

    @Override
    public void accept(byte[] from, int start, int stop) {
      System.arraycopy(from, start, bytes, end, stop - start);
      end += stop - start;
    }

    /** Forgets all, and takes up to {@code size} bytes from now on. */
    private void clear(int size) {
      at = 0;
      end = 0;
      if (bytes.length < size) {
        bytes = new byte[size];
      }
    }
  }

  /**
   * Of a body that is read from where it stands.
   *
   * @param buffer what each read of the connection fills at most
   */
  BodyInput(RecordedStream.Replay body, byte[] buffer, Memory memory) {
    this.body = body;
    this.buffer = buffer;
    this.data = memory;
    memory.clear(buffer.length);
  }

  @Override
  public int read() throws IOException {
    return available() > 0 || fill() ? data.bytes[data.at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (available() == 0 && !fill()) {
      return -1;
    }
    int count = Math.min(length, available());
    System.arraycopy(data.bytes, data.at, to, from, count);
    data.at += count;
    return count;
  }

  @Override
  public int available() {
    return data.end - data.at;
  }

  private boolean fill() throws IOException {
    data.clear(buffer.length);
    while (available() == 0) {
      if (framing.complete()) {
        return false;
      }
      int count = body.read(buffer);
      if (count < 0) {
        throw new EOFException("the recorded body ends before its last chunk");
      }
      framing.feed(buffer, 0, count, data);
    }
    return true;
  }
}
