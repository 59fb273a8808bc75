package dev.paddock.analysis;

import dev.paddock.experiment.Objective;
import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Interval;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whether each cell met each limit: by its whole interval, so a descriptive figure decides none.
 */
final class Objectives {
  private static final int MOST_BLOCKS = 1000;

  private Objectives() {}

  static List<OfObjective> of(List<Objective> objectives, List<Observed> cells) {
    List<OfObjective> verdicts = new ArrayList<>();
    for (Objective objective : objectives) {
      for (Observed cell : cells) {
        switch (objective) {
          case Objective.AtMost(Metric metric, double limit) ->
              verdicts.add(verdict(metric, "at most", limit, cell, true));
          case Objective.AtLeast(Metric metric, double limit) ->
              verdicts.add(verdict(metric, "at least", limit, cell, false));
          case Objective.Least ignored -> {}
          case Objective.Most ignored -> {}
        }
      }
    }
    return List.copyOf(verdicts);
  }

  private static OfObjective verdict(
      Metric metric, String wanted, double limit, Observed cell, boolean atMost) {
    Met met =
        CellEstimate.of(metric, cell)
            .flatMap(estimate -> estimate.bounds().interval())
            .map(interval -> met(interval, limit, atMost))
            .orElse(Met.UNDECIDED);
    return new OfObjective(
        metric.name(),
        wanted,
        limit,
        cell.cell().id(),
        met,
        met == Met.UNDECIDED
            ? CellEstimate.needed(metric, cell, limit, MOST_BLOCKS)
            : OptionalInt.empty());
  }

  private static Met met(Interval interval, double limit, boolean atMost) {
    boolean all = atMost ? interval.high() <= limit : interval.low() >= limit;
    boolean none = atMost ? interval.low() > limit : interval.high() < limit;
    return all ? Met.MET : none ? Met.MISSED : Met.UNDECIDED;
  }
}
