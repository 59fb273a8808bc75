package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@link BufferedReader#readLine} over characters that are decoded as they come. */
final class ReadLineFramer implements StreamFramer {
  private final List<String> lines = new ArrayList<>();
  private final BodyInput.Memory memory = new BodyInput.Memory();

  @Override
  public void drain(RecordedStream.Replay body, byte[] buffer, int wanted) throws IOException {
    lines.clear();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new BodyInput(body, buffer, memory), StandardCharsets.UTF_8),
            buffer.length)) {
      String line = in.readLine();
      while (line != null) {
        lines.add(line);
        line = lines.size() < wanted ? in.readLine() : null;
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
