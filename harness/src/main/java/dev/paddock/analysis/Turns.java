package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.record.TrialSummary;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.OfTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** Conversations turn by turn: what one turn waits that another does not, in each cell. */
final class Turns {
  private final Map<String, List<List<TrialSummary.OfTurn>>> byCell = new TreeMap<>();

  /** Adds a trial whose times to the first token count. */
  void add(String cell, List<TrialSummary.OfTurn> turns) {
    if (!turns.isEmpty()) {
      byCell.computeIfAbsent(cell, _ -> new ArrayList<>()).add(turns);
    }
  }

  /** Of all cells, each with its turns in order; none where each request stood alone. */
  List<OfTurn> all() {
    List<OfTurn> all = new ArrayList<>();
    byCell.forEach(
        (cell, trials) -> {
          Map<Integer, List<TrialSummary.OfTurn>> byTurn = new TreeMap<>();
          trials.stream()
              .flatMap(List::stream)
              .filter(one -> one.firstToken().isPresent())
              .forEach(one -> byTurn.computeIfAbsent(one.turn(), _ -> new ArrayList<>()).add(one));
          byTurn.forEach((turn, of) -> all.add(of(cell, turn, of)));
        });
    return List.copyOf(all);
  }

  private static OfTurn of(String cell, int turn, List<TrialSummary.OfTurn> trials) {
    Student logs =
        Student.of(
            trials.stream().mapToDouble(one -> Math.log(one.firstToken().orElseThrow())).toArray());
    return new OfTurn(
        cell,
        turn,
        Math.exp(logs.mean()),
        logs.interval(Observed.CONFIDENCE).map(Turns::exp).orElse(Bounds.NONE),
        mean(trials, TrialSummary.OfTurn::promptTokens),
        mean(trials, TrialSummary.OfTurn::cachedTokens),
        trials.size());
  }

  private static Bounds exp(Interval logs) {
    return Bounds.of(Math.exp(logs.low()), Math.exp(logs.high()));
  }

  private static OptionalDouble mean(
      List<TrialSummary.OfTurn> trials, Function<TrialSummary.OfTurn, OptionalDouble> figure) {
    return trials.stream().flatMapToDouble(one -> figure.apply(one).stream()).average();
  }
}
