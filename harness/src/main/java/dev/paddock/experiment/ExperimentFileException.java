package dev.paddock.experiment;

import java.util.List;
import java.util.stream.Collectors;

/** An experiment file cannot be used; the message tells its author everything that is wrong. */
public final class ExperimentFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  ExperimentFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::letter).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, by line. */
  public List<Problem> problems() {
    return problems;
  }
}
