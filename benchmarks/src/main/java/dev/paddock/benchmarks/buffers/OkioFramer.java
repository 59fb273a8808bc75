package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.BufferedSource;
import okio.Okio;

/** Okio's {@code readUtf8Line}, whose own segments of 8 KB no setting changes. */
final class OkioFramer implements StreamFramer {
  private final List<String> lines = new ArrayList<>();
  private final BodyInput.Memory memory = new BodyInput.Memory();

  @Override
  public void drain(RecordedStream.Replay body, byte[] buffer, int wanted) throws IOException {
    lines.clear();
    try (BufferedSource in = Okio.buffer(Okio.source(new BodyInput(body, buffer, memory)))) {
      String line = in.readUtf8Line();
      while (line != null) {
        lines.add(line);
        line = lines.size() < wanted ? in.readUtf8Line() : null;
      }
    }
  }

  @Override
  public int lines() {
    return lines.size();
  }

  @Override
  public String line(int index) {
    return lines.get(index);
  }
}
