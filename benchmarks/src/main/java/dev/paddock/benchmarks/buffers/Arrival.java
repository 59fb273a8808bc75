package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.wire.RecordedStream;

/** How much is there when the client reads. */
public enum Arrival {
  /** The next chunk at most, as from a server that flushes each and a client that keeps up. */
  CHUNK_BY_CHUNK("a chunk a read", 1),
  /** Eight chunks, as from a fast server, or in a client that is a little late. */
  SOME_TOGETHER("eight chunks a read", 8),
  /** As much as the buffer holds, as behind a proxy, or in a client that is late. */
  FULL_BUFFERS("full buffers", Integer.MAX_VALUE);

  private final String words;
  private final int together;

  Arrival(String words, int together) {
    this.words = words;
    this.together = together;
  }

  String words() {
    return words;
  }

  RecordedStream.Replay of(RecordedStream stream) {
    return stream.replay(together);
  }
}
