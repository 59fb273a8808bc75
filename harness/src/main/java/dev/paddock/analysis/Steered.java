package dev.paddock.analysis;

import dev.paddock.journal.Event;
import dev.paddock.journal.Wanted;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What it means to a run's numbers that its blocks decided what was run next. */
public final class Steered {
  private Steered() {}

  /**
   * The blocks that were run after the recommended cell was chosen, and hold it and the control;
   * none where nothing was screened.
   */
  static Set<Integer> confirming(Wanted wanted) {
    return new TreeSet<>(wanted.confirming());
  }

  /** The cells that a rule left out: their contrasts get no verdict. */
  public static List<Summary.Dropped> dropped(Wanted wanted) {
    List<Summary.Dropped> dropped = new ArrayList<>();
    for (Event.Course course : wanted.courses()) {
      for (Event.Drop drop : course.dropped()) {
        int last =
            wanted.courses().stream()
                .filter(before -> before.after() < course.after())
                .filter(before -> before.next().contains(drop.cell()))
                .mapToInt(before -> before.after() + 1)
                .max()
                .orElse(wanted.of(1).isEmpty() ? course.after() : 0);
        dropped.add(new Summary.Dropped(drop.cell(), last, drop.rule(), drop.why()));
      }
    }
    return List.copyOf(dropped);
  }

  /** Why no more blocks were needed; empty where the run did not end for that. */
  public static Optional<Summary.Stop> stop(Wanted wanted) {
    return wanted
        .last()
        .filter(course -> course.next().isEmpty())
        .flatMap(
            course ->
                course
                    .widest()
                    .map(
                        width ->
                            new Summary.Stop(
                                course.after(),
                                width.half(),
                                width.wanted(),
                                width.metric(),
                                width.cell())));
  }
}
