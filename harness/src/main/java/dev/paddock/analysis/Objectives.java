package dev.paddock.analysis;

import dev.paddock.experiment.Objective;
import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.OfObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    Optional<Summary.Estimate> estimate = CellEstimate.of(metric, cell);
    String met = "undecided";
    if (estimate.isPresent() && estimate.get().lo().isPresent()) {
      double low = estimate.get().lo().getAsDouble();
      double high = estimate.get().hi().orElseThrow();
      boolean all = atMost ? high <= limit : low >= limit;
      boolean none = atMost ? low > limit : high < limit;
      met = all ? "met" : none ? "missed" : "undecided";
    }
    return new OfObjective(
        metric.name(),
        wanted,
        limit,
        cell.cell().id(),
        met,
        met.equals("undecided")
            ? CellEstimate.needed(metric, cell, limit, MOST_BLOCKS)
            : OptionalInt.empty());
  }
}
