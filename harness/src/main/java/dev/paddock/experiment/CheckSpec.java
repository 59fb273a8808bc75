package dev.paddock.experiment;

import java.util.Optional;

/**
 * How it is checked whether answers are right, and how much worse a cell's may be.
 *
 * @param margin percentage points of right answers, above 0; a cell is as good as the control where
 *     it is shown to be worse by less
 * @param pattern a regular expression, of {@link Kind#REGEX} alone
 * @param schema a file with a JSON Schema, of {@link Kind#SCHEMA} alone
 */
public record CheckSpec(
    Kind kind, double margin, Optional<String> pattern, Optional<String> schema) {

  /** What makes an answer right. */
  public enum Kind {
    /** It is the one that the file of prompts has. */
    EXACT,
    /** A pattern is found in it. */
    REGEX,
    /** It is JSON that a schema allows. */
    SCHEMA,
    /** The letter that it chooses is the one that the file of prompts has. */
    CHOICE,
    /** It is the control's answer to the same prompt of the same block. */
    AGREE;

    /** Whether the file of prompts must hold the right answers. */
    public boolean needsAnswers() {
      return this == EXACT || this == CHOICE;
    }
  }
}
