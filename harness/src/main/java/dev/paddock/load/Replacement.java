package dev.paddock.load;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * Sends another request for each answer that ended before its planned length, as long as these are
 * few: what a model does not say twice in sixteen would otherwise cost a trial all that it
 * measured. Of one trial; thread-safe.
 */
public final class Replacement {
  private final IntUnaryOperator wanted;
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * A replacement of short answers.
   *
   * @param wanted tokens of the answer to a request, by its number from 0
   * @param most answers that are replaced; after that they stay as they are
   */
  public Replacement(IntUnaryOperator wanted, int most) {
    this.wanted = wanted;
    this.most = most;
  }

  /** No answer is replaced. */
  public static Replacement none() {
    return new Replacement(id -> 0, 0);
  }

  /**
   * Whether an answer is replaced, which then is counted.
   *
   * @param tokens that it had; empty where nobody counts, so that nobody can tell
   */
  boolean takes(int id, OptionalInt tokens) {
    return tokens.isPresent()
        && tokens.getAsInt() < wanted.applyAsInt(id)
        && taken.getAndUpdate(count -> Math.min(most, count + 1)) < most;
  }

  /** How many were replaced until now. */
  int taken() {
    return taken.get();
  }
}
