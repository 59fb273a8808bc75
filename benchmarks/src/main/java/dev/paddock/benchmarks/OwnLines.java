package dev.paddock.benchmarks;

import dev.paddock.client.ChunkScanner;
import java.io.IOException;

/** How the client that measures reads a line: it scans each, and takes the last as a tree. */
final class OwnLines implements LineReader {
  private final ChunkScanner scanner = new ChunkScanner();

  @Override
  public void read(byte[] line, Seen seen) throws IOException {
    if (!scanner.scan(line, 0, line.length)) {
      throw new IOException("the scanner leaves it to a parser");
    }
    if (scanner.done()) {
      JacksonLines.lastAsTree(line, seen);
    } else {
      seen.piece(scanner.carriesText());
    }
  }
}
