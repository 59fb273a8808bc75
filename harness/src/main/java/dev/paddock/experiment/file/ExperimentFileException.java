package dev.paddock.experiment.file;

import dev.paddock.experiment.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** An experiment file cannot be used; the message tells its author everything that is wrong. */
public final class ExperimentFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  ExperimentFileException(List<Problem> problems) {
    this.problems = List.copyOf(problems);
  }

  /** All letters, one below the other. */
  @Override
  public String getMessage() {
    return problems.stream().map(Problem::letter).collect(Collectors.joining("\n"));
  }

  /** Everything that is wrong, by line. */
  public List<Problem> problems() {
    return problems;
  }
}
