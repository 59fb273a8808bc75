package dev.paddock.client;

import java.util.Optional;

/**
 * Tells an answer that something held back until it was whole from one that streamed: a proxy or a
 * server that buffers a body hands all its chunks over in one write, and their stamps then say when
 * that was and nothing of when a token was made.
 *
 * <p>An answer came in a burst where nine in ten of its chunks, at least eight, followed each other
 * faster than 50 µs apart on average, and that lasted less than a tenth of the time in which the
 * server says that it made them or, where it does not say, of the time that passed before. Fifty
 * microseconds are 20,000 tokens a second in one stream, several times what the fastest hardware
 * makes; a server that is quick all the same took no longer before than it did in between.
 *
 * <p>An answer alone does not tell a buffer from a stall after which all comes at once: {@code
 * load} decides that by how many answers of a trial did.
 */
final class Burst {
  private static final int LEAST = 8;

  /** One in so many chunks may have come by itself: the first is often flushed with the headers. */
  private static final int APART = 10;

  private static final long GAP = 50_000;
  private static final int SHORTER = 10;

  private Burst() {}

  /**
   * Whether these chunks came at once.
   *
   * @param stamps arrivals in nanoseconds after the request was sent, never decreasing
   * @param chunks how many of them there are
   * @param decode nanoseconds in which the server says that it made them; a zero says nothing
   */
  static boolean is(long[] stamps, int chunks, Optional<Long> decode) {
    if (chunks < LEAST) {
      return false;
    }
    int apart = chunks / APART;
    int together = chunks - apart;
    for (int from = 0; from <= apart; from++) {
      long span = stamps[from + together - 1] - stamps[from];
      long made = decode.filter(nanos -> nanos > 0).orElse(stamps[from]);
      if (span < GAP * (together - 1) && span < made / SHORTER) {
        return true;
      }
    }
    return false;
  }
}
