package dev.paddock.steer;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which cells are clearly dominated: another cell beats them beyond the margin at everything that
 * is wanted, or at latency and throughput where the file wants nothing.
 *
 * <p>Each of these is a one-sided paired t-test against the edge of the margin, at 5 % shared out
 * over the cells that could dominate and the times that it is looked. All of them have to tell, so
 * a cell that none dominates is left out by error in at most 5 % of the runs.
 *
 * @param wanted what a cell has to be good at
 * @param looks how often it is looked at most
 */
record Dominated(List<Metric> wanted, double margin, int looks) {
  /** Fewer blocks do not tell a spread. */
  static final int LEAST_BLOCKS = 3;

  private static final double ERROR = 0.05;

  static Dominated of(Experiment experiment) {
    List<Metric> objectives =
        experiment.objectives().stream().map(Objective::metric).distinct().toList();
    return new Dominated(
        objectives.isEmpty()
            ? List.of(Metric.latency(experiment.metrics()), Metric.THROUGHPUT)
            : objectives,
        experiment.design().precision(),
        Math.max(1, experiment.design().maxBlocks() - LEAST_BLOCKS));
  }

  /**
   * The cells to be left out.
   *
   * @param field the cells that are still measured
   * @param kept ids of cells that stay whatever they show
   */
  List<Event.Drop> of(List<Observed> field, List<String> kept) {
    double level = ERROR / Math.max(1, field.size() - 1) / looks;
    List<Event.Drop> dropped = new ArrayList<>();
    for (Observed cell : field) {
      if (!kept.contains(cell.cell().id())) {
        field.stream()
            .filter(other -> beats(other, cell, level))
            .findFirst()
            .ifPresent(other -> dropped.add(drop(cell, other)));
      }
    }
    return List.copyOf(dropped);
  }

  private boolean beats(Observed other, Observed cell, double level) {
    return !other.cell().equals(cell.cell())
        && wanted.stream()
            .allMatch(
                metric ->
                    Comparison.of(metric, other, cell)
                        .filter(one -> one.ratio() && !one.descriptive())
                        .filter(one -> one.blocks() >= LEAST_BLOCKS)
                        .filter(one -> beats(one, level))
                        .isPresent());
  }

  private boolean beats(Comparison one, double level) {
    boolean lower = one.metric().quantity().lowerIsBetter();
    double edge = lower ? 1 - margin : 1 + margin;
    boolean beyond = lower ? one.value() < edge : one.value() > edge;
    return beyond && one.pValue(edge) / 2 < level; // one-sided
  }

  private Event.Drop drop(Observed cell, Observed other) {
    List<String> words = new ArrayList<>();
    for (Metric metric : wanted) {
      Optional<Comparison> one = Comparison.of(metric, other, cell);
      one.ifPresent(
          c -> words.add("%s %s times".formatted(metric.name(), Numerals.ratio(c.value()))));
    }
    return new Event.Drop(
        cell.cell().id(),
        "dominated beyond %s %%; a cell that is not is left out so in at most 5 %% of runs"
            .formatted(Numerals.number(100 * margin)),
        "beside it %s has %s".formatted(other.cell().id(), String.join(", ", words)));
  }
}
