package dev.paddock.benchmarks.buffers;

/** How much of an answer is read. */
public enum Until {
  /** Until its first line is there. */
  FIRST_LINE(1, 1),
  /** Until its end. */
  ANSWER(Integer.MAX_VALUE, StreamBuffers.TOKENS);

  private final int wanted;
  private final int operations;

  Until(int wanted, int operations) {
    this.wanted = wanted;
    this.operations = operations;
  }

  /** How many lines are wanted. */
  int wanted() {
    return wanted;
  }

  /** How many operations that is. */
  int operations() {
    return operations;
  }
}
