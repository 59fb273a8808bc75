package dev.paddock.experiment;

/** How long answers are. */
public sealed interface AnswerLength {
  /** The most tokens that a server is asked for. */
  int asked();

  /** The fewest tokens that an answer must have not to be a short one. */
  int least();

  /** None at all: what is asked for is no text. */
  record None() implements AnswerLength {
    @Override
    public int asked() {
      return 0;
    }

    @Override
    public int least() {
      return 0;
    }
  }

  /** Each as long as this: what ends before is a short answer. */
  record Exactly(int tokens) implements AnswerLength {
    @Override
    public int asked() {
      return tokens;
    }

    @Override
    public int least() {
      return tokens;
    }
  }

  /**
   * As long as the model makes them.
   *
   * @param cap tokens after which they are cut
   */
  record Natural(int cap) implements AnswerLength {
    @Override
    public int asked() {
      return cap;
    }

    @Override
    public int least() {
      return 0;
    }
  }
}
