package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.conclusion.Candidates.Candidate;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.summary.OfCell;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All times of a suite: a row for each level of the choice, a column for each of the circumstances.
 *
 * @param circumstances of the columns, in words
 */
record TimeTable(List<String> circumstances, List<Row> rows) {
  /**
   * The times of a level.
   *
   * @param entries by circumstances; empty where it has no figure
   */
  record Row(String level, List<Optional<Entry>> entries) {}

  /**
   * A cell's time.
   *
   * @param best whether it is the fastest of several, or its interval meets that of the fastest
   */
  record Entry(OfCell cell, boolean best) {}

  static TimeTable of(Candidates candidates, ReaderChoice choice) {
    List<List<Candidate>> columns = List.copyOf(candidates.byCircumstances().values());
    return new TimeTable(
        List.copyOf(candidates.byCircumstances().keySet()),
        columns.stream()
            .flatMap(List::stream)
            .map(Candidate::level)
            .distinct()
            .map(
                level ->
                    new Row(
                        level,
                        columns.stream().map(column -> entry(column, level, choice)).toList()))
            .toList());
  }

  private static Optional<Entry> entry(List<Candidate> column, String level, ReaderChoice choice) {
    List<Candidate> offered = column.stream().filter(one -> choice.offers(one.level())).toList();
    Optional<Candidate> fastest =
        offered.stream()
            .min(Comparator.comparingDouble(one -> one.time().value()))
            .filter(_ -> offered.size() > 1);
    return column.stream()
        .filter(one -> one.level().equals(level))
        .findFirst()
        .map(
            one ->
                new Entry(
                    one.cell(),
                    offered.contains(one)
                        && fastest.filter(first -> isNotTold(one, first)).isPresent()));
  }

  /** Whether a candidate is the fastest, or their intervals meet. */
  private static boolean isNotTold(Candidate one, Candidate fastest) {
    return one.equals(fastest) || SpeedRange.least(one.time(), fastest.time()).orElse(1) == 0;
  }
}
