package dev.paddock.benchmarks.clients;

import dev.paddock.benchmarks.suite.DisagreementException;
import java.util.function.Consumer;

/**
 * What a client says of one answer: its pieces joined as they are handed over, the first of them
 * stamped. Used by one thread at a time.
 */
final class Said implements Consumer<String> {
  private final StringBuilder text = new StringBuilder();
  private final long sent = System.nanoTime();
  private long first;
  private int pieces;

  /** Takes a piece of text; an empty one, as the last line has, is none. */
  @Override
  public void accept(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    if (pieces++ == 0) {
      first = System.nanoTime();
    }
    text.append(piece);
  }

  /**
   * The first piece was there at this time of {@link System#nanoTime()}, before it was handed over.
   */
  void firstAt(long nanos) {
    first = nanos;
  }

  /** Nanoseconds from the request to the first piece. */
  long toFirst() {
    return first - sent;
  }

  int pieces() {
    return pieces;
  }

  /** How long the text is, in characters. */
  int length() {
    return text.length();
  }

  /**
   * Compares the text with that which was sent.
   *
   * @throws DisagreementException where it is another
   */
  void verify(String who, String sentText) {
    String answer = text.toString();
    if (!answer.equals(sentText)) {
      throw DisagreementException.misread(who, "the recorded answer", sentText, answer);
    }
  }
}
