package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A loop over {@link BufferedInputStream#read()} that gathers bytes until a line ends. */
final class ByteScanFramer implements StreamFramer {
  private final List<byte[]> lines = new ArrayList<>();
  private final BodyInput.Memory memory = new BodyInput.Memory();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  @Override
  public void drain(RecordedStream.Replay body, byte[] buffer, int wanted) throws IOException {
    lines.clear();
    line.reset();
    try (InputStream in =
        new BufferedInputStream(new BodyInput(body, buffer, memory), buffer.length)) {
      int one = in.read();
      while (one >= 0) {
        if (one == '\n') {
          lines.add(line.toByteArray());
          line.reset();
        } else {
          line.write(one);
        }
        one = lines.size() < wanted ? in.read() : -1;
      }
    }
  }

  @Override
  public int lines() {
    return lines.size();
  }

  @Override
  public String line(int index) {
    return new String(lines.get(index), StandardCharsets.UTF_8);
  }
}
