package dev.paddock.benchmarks;

/**
 * What a client must know of one line of a stream: whether it carries text, whether it is the last,
 * and what the last one counts.
 *
 * <p>It is mutable, so that a benchmark measures the bytes that a parser allocates and not those of
 * the answer.
 */
public final class Seen {
  private boolean text;
  private boolean done;
  private Counts counts = Counts.NONE;

  /**
   * What the last line counts; all zero in any other line.
   *
   * @param promptTokens as {@code prompt_eval_count}
   * @param outputTokens as {@code eval_count}
   * @param total nanoseconds, as are the three after it
   */
  public record Counts(
      int promptTokens, int outputTokens, long total, long load, long prefill, long decode) {
    /** The counts of a line that is not the last. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
  }

  /** Forgets the line before, and takes a line that is not the last. */
  public void piece(boolean hasText) {
    text = hasText;
    done = false;
    counts = Counts.NONE;
  }

  /** Forgets the line before, and takes the last line. */
  public void last(boolean hasText, Counts said) {
    text = hasText;
    done = true;
    counts = said;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Seen that
        && text == that.text
        && done == that.done
        && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode() + (text ? 1 : 0) + (done ? 2 : 0);
  }

  @Override
  public String toString() {
    return (text ? "text" : "no text") + (done ? ", done, " + counts : "");
  }
}
