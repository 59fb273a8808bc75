package dev.paddock.check;

import dev.paddock.experiment.CheckSpec;
import java.util.List;
import java.util.Optional;

/** Whether an answer is right, looked at after a trial, when nobody waits for the clock. */
public interface AnswerCheck {
  /**
   * Whether it is.
   *
   * @param answer as it came, thinking left out
   * @param expected the answers that are right, any of them; none where the file does not say
   */
  boolean right(String answer, List<String> expected);

  /**
   * The check of an experiment; empty where answers are compared with the control's, which is done
   * once those are known.
   *
   * @throws dev.paddock.workload.WorkloadException where a file that it needs cannot be read
   */
  static Optional<AnswerCheck> of(CheckSpec spec) {
    return switch (spec.kind()) {
      case EXACT -> Optional.of(new Exact());
      case CHOICE -> Optional.of(new Choice());
      case REGEX -> spec.pattern().map(Matching::new);
      case SCHEMA -> spec.schema().map(SchemaCheck::read);
      case AGREE -> Optional.empty();
    };
  }
}
