package dev.paddock.benchmarks;

import dev.paddock.client.BodyFraming;
import dev.paddock.client.LineFramer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The framing of the client that measures: chunked transfer encoding, then lines. */
final class OwnFramer implements StreamFramer {
  private final LineFramer lines = new LineFramer();

  @Override
  public void drain(RecordedStream.Replay body, byte[] buffer) throws IOException {
    lines.clear();
    BodyFraming framing = BodyFraming.chunked();
    while (!framing.complete()) {
      int count = body.read(buffer);
      if (count < 0) {
        throw new EOFException("the recorded body ends before its last chunk");
      }
      framing.feed(buffer, 0, count, lines);
    }
    lines.finish();
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
