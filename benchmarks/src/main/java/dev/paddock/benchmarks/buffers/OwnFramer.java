package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;
import dev.paddock.client.frame.BodyFraming;
import dev.paddock.client.frame.LineFramer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The framing of the client that measures: chunked transfer encoding, then lines, whose bytes are
 * kept in memory that every answer uses again.
 */
final class OwnFramer implements StreamFramer {
  private final LineFramer lines = new LineFramer();

  @Override
  public void drain(RecordedStream.Replay body, byte[] buffer, int wanted) throws IOException {
    lines.clear();
    BodyFraming framing = BodyFraming.chunked();
    while (!framing.complete() && lines.lines() < wanted) {
      int count = body.read(buffer);
      if (count < 0) {
        throw new EOFException("the recorded body ends before its last chunk");
      }
      framing.feed(buffer, 0, count, lines);
    }
    if (framing.complete()) {
      lines.finish();
    }
  }

  @Override
  public int lines() {
    return lines.lines();
  }

  @Override
  public String line(int index) {
    int start = lines.start(index);
    return new String(lines.bytes(), start, lines.end(index) - start, StandardCharsets.UTF_8);
  }
}
