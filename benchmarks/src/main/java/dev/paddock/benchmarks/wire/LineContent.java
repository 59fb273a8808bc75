package dev.paddock.benchmarks.wire;

/**
 * What a client must know of one line of a stream: the text that it adds to the answer, whether it
 * is the last and what the last one counts, and the tool that it calls.
 *
 * <p>It is mutable, so that a benchmark measures the bytes that a parser allocates and not those of
 * the answer.
 */
public final class LineContent {
  private final StringBuilder text = new StringBuilder();
  private boolean done;
  private Counts counts = Counts.NONE;
  private ToolCall call = ToolCall.NONE;

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

  /**
   * A call of a tool that wants two words; all empty in a line without one.
   *
   * @param tool its name
   * @param city its first argument
   * @param unit its second argument
   */
  public record ToolCall(String tool, String city, String unit) {
    /** No call. */
    public static final ToolCall NONE = new ToolCall("", "", "");
  }

  /** Forgets the line before: an empty line that is not the last. */
  public void clear() {
    text.setLength(0);
    done = false;
    counts = Counts.NONE;
    call = ToolCall.NONE;
  }

  /** Where the line's text is to be added, as a client adds it to the answer so far. */
  public StringBuilder text() {
    return text;
  }

  /** Takes the line for the last. */
  public void last(Counts said) {
    done = true;
    counts = said;
  }

  /** Takes a call of a tool. */
  public void calls(ToolCall said) {
    call = said;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineContent that
        && text.compareTo(that.text) == 0
        && done == that.done
        && counts.equals(that.counts)
        && call.equals(that.call);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * text.toString().hashCode() + counts.hashCode()) + call.hashCode();
  }

  @Override
  public String toString() {
    return "text '%s'%s%s"
        .formatted(
            text,
            done ? ", done, " + counts : "",
            call.equals(ToolCall.NONE) ? "" : ", calls " + call);
  }
}
