package dev.paddock.engine.pace;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;

/**
 * When each token of one answer is due, in nanoseconds since the server started. It knows no clock,
 * never decreases and ends with the last token.
 */
final class PaceSchedule implements PrimitiveIterator.OfLong {
  private final Pace pace;
  private final long start;
  private final int tokens;
  private final SplittableRandom random;
  private long work;
  private int token;

  /**
   * The schedule of one answer.
   *
   * @param start when the answer got its slot, in nanoseconds since the server started
   * @param read tokens of its prompt that are read, those that are cached left out
   * @param id of the request; the same seed and id give the same gaps
   */
  PaceSchedule(Pace pace, long start, int read, int tokens, long id) {
    this.pace = pace;
    this.start = start;
    this.tokens = tokens;
    this.random = new SplittableRandom(pace.seed() ^ (id * 0x9E3779B97F4A7C15L));
    this.work = pace.first().next(random) + read * pace.prefill();
  }

  @Override
  public boolean hasNext() {
    return token < tokens;
  }

  @Override
  public long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException("an answer of " + tokens + " tokens has ended");
    }
    if (token > 0 && token % pace.burst() == 0) {
      for (int i = 0; i < pace.burst(); i++) {
        work += pace.gap().next(random);
      }
    }
    token++;
    return pace.gap().leaves(pace.freeze().after(start, work));
  }
}
