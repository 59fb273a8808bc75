package dev.paddock.benchmarks.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The body of a streamed answer as it is on the wire: a line a token, and a chunk of the transfer
 * encoding for each line, as Ollama writes and flushes them, or for several.
 */
public final class RecordedStream {
  private final List<RecordedLine> lines;
  private final byte[] bytes;

  /** Where each chunk ends, its line end included; the last entry is the end of the body. */
  private final int[] ends;

  private RecordedStream(List<RecordedLine> lines, byte[] bytes, int[] ends) {
    this.lines = lines;
    this.bytes = bytes;
    this.ends = ends;
  }

  /** The answer with {@code tokens} lines of text, and the last line after them. */
  public static RecordedStream of(int tokens) {
    return of(tokens, 1);
  }

  /**
   * The same with several lines a chunk, as a proxy writes that gathers them.
   *
   * @param linesAChunk at least 1
   */
  public static RecordedStream of(int tokens, int linesAChunk) {
    List<RecordedLine> lines =
        Stream.concat(RecordedLine.generate(tokens).stream(), RecordedLine.last(1).stream())
            .toList();
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += linesAChunk) {
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      for (RecordedLine line : lines.subList(from, Math.min(lines.size(), from + linesAChunk))) {
        data.writeBytes(line.bytes());
        data.write('\n');
      }
      chunks.add(data.toByteArray());
    }
    ChunkedWire wire = ChunkedWire.of(new byte[0], chunks);
    return new RecordedStream(lines, wire.bytes(), wire.ends());
  }

  /** The lines that a framer must find. */
  public List<RecordedLine> lines() {
    return lines;
  }

  /** The body, to be read from its start: a chunk a read, or as much as fits. */
  public Replay replay(boolean chunkByChunk) {
    return replay(chunkByChunk ? 1 : ends.length);
  }

  /**
   * The body, to be read from its start.
   *
   * @param together how many chunks have come when the client reads, at least 1
   */
  public Replay replay(int together) {
    List<Integer> last = new ArrayList<>();
    for (int i = together; i < ends.length; i += together) {
      last.add(ends[i - 1]);
    }
    last.add(ends[ends.length - 1]);
    return new Replay(bytes, last.stream().mapToInt(Integer::intValue).toArray());
  }

  /** How many chunks have come when {@code size} bytes have; all of them where it is longer. */
  public int chunksOf(int size) {
    int chunks = 0;
    while (chunks < ends.length - 1 && (chunks == 0 || ends[chunks - 1] < size)) {
      chunks++;
    }
    return chunks;
  }

  /**
   * A connection whose bytes are already there, so that what is measured is the client and not a
   * system call.
   */
  public static final class Replay {
    private final byte[] bytes;
    private final int[] ends;
    private int at;
    private int piece;

    private Replay(byte[] bytes, int[] ends) {
      this.bytes = bytes;
      this.ends = Arrays.copyOf(ends, ends.length);
    }

    /** Goes back to the start of the body. */
    public void rewind() {
      at = 0;
      piece = 0;
    }

    /** How much of what comes together had come at the last read, counted in such pieces. */
    public int pieces() {
      return at == 0 || at == ends[Math.max(0, piece - 1)] ? piece : piece + 1;
    }

    /** Fills the buffer up to the end of what came together; -1 where the body has ended. */
    public int read(byte[] buffer) {
      if (piece == ends.length) {
        return -1;
      }
      int count = Math.min(buffer.length, ends[piece] - at);
      System.arraycopy(bytes, at, buffer, 0, count);
      at += count;
      if (at == ends[piece]) {
        piece++;
      }
      return count;
    }
  }
}
