package dev.paddock.benchmarks.waiting;

import dev.paddock.client.Exchange;
import dev.paddock.record.Outcome;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When the lines of one answer were handed over: all that a rival does with its bytes. A line of
 * JSON ends with a brace and a newline, which chunked framing never does, so that raw bytes may be
 * taken too.
 *
 * <p>Used by one thread at a time.
 */
final class ChunkStamps {
  private final long sent = System.nanoTime();
  private final long[] stamps;
  private int lines;
  private byte last;

  /**
   * Of an answer of {@code tokens} chunks and the final line; the request is sent now.
   *
   * @param tokens at least 1
   */
  ChunkStamps(int tokens) {
    this.stamps = new long[tokens + 1];
  }

  /**
   * Takes all that is left in the buffer.
   *
   * @param now when it was handed over
   */
  void take(ByteBuffer bytes, long now) {
    while (bytes.hasRemaining()) {
      take(bytes.get(), now);
    }
  }

  /** Takes the first {@code length} bytes. */
  void take(byte[] bytes, int length, long now) {
    for (int i = 0; i < length; i++) {
      take(bytes[i], now);
    }
  }

  private void take(byte one, long now) {
    if (one == '\n' && last == '}') {
      if (lines < stamps.length) {
        stamps[lines] = now - sent;
      }
      lines++;
    }
    last = one;
  }

  /** What came, which is not OK where there were more or fewer lines than asked for. */
  Exchange exchange() {
    return lines == stamps.length
        ? exchange(Outcome.OK, Optional.empty())
        : failed("%d lines came where %d were asked for".formatted(lines, stamps.length));
  }

  /** What came before it went wrong. */
  Exchange failed(String why) {
    return exchange(Outcome.UNFINISHED, Optional.of(why));
  }

  private Exchange exchange(Outcome outcome, Optional<String> error) {
    int chunks = Math.clamp(lines - 1L, 0, stamps.length - 1);
    return new Exchange(
        sent,
        OptionalLong.empty(),
        Stamps.of(Arrays.copyOf(stamps, chunks)),
        Stamps.of(new long[chunks]),
        0,
        StampClock.USER,
        OptionalLong.empty(),
        outcome == Outcome.OK ? OptionalLong.of(stamps[chunks]) : OptionalLong.empty(),
        outcome,
        error,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        false,
        OptionalInt.empty());
  }
}
