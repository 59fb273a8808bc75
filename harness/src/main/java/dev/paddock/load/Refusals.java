package dev.paddock.load;

import java.util.concurrent.TimeUnit;

/**
 * How the clients of a closed loop bear a server that refuses at once: each waits longer with every
 * refusal in a row, as a careful client does, and until one of those that are served is done; when
 * nobody is served any more, all give up.
 *
 * <p>Without it, clients that are refused in a millisecond would use up the numbers that those who
 * are served for seconds are to send.
 */
final class Refusals {
  /** So many in a row, with no other request under way, are no accident. */
  static final int FEW = 5;

  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);

  /** No client waits longer. */
  static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  private int inARow;
  private int underWay;
  private long answers;
  private boolean givenUp;

  /** A client sends. */
  synchronized void sent() {
    underWay++;
  }

  /** What it sent has ended. */
  synchronized void ended(boolean refused) {
    underWay--;
    inARow = refused ? inARow + 1 : 0;
    answers += refused ? 0 : 1;
    givenUp |= inARow >= FEW && underWay == 0;
  }

  /** Whether nobody was served for a while, and nobody is. */
  synchronized boolean givenUp() {
    return givenUp;
  }

  /** How many were not refused so far. */
  synchronized long answers() {
    return answers;
  }

  /** Whether there may be room: one that was served since {@code known} is done, or none is. */
  synchronized boolean room(long known) {
    return answers > known || underWay == 0;
  }

  /**
   * Nanoseconds from one request of a client, that was refused, to its next: a refusal that took
   * that long already costs no further wait.
   *
   * @param times that the client was refused in a row
   */
  static long apart(int times) {
    return times == 0 ? 0 : Math.min(LONGEST, FIRST << Math.min(times - 1, 10));
  }
}
