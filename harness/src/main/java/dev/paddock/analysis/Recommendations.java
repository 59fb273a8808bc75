package dev.paddock.analysis;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Multiplicity;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import dev.paddock.summary.Summary.Recommendation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which cell to use: of those that are shown to meet every limit, the best at what the experiment
 * wants least or most of. The control is kept unless another cell is shown to be better than it,
 * since a change that does nothing is not worth making.
 */
final class Recommendations {
  private final List<Objective> objectives;
  private final boolean fresh;
  private final List<Observed> cells;
  private final List<OfObjective> limits;
  private final List<Contrast> contrasts;

  private Recommendations(
      List<Objective> objectives,
      boolean fresh,
      List<Observed> cells,
      List<OfObjective> limits,
      List<Contrast> contrasts) {
    this.objectives = objectives;
    this.fresh = fresh;
    this.cells = cells;
    this.limits = limits;
    this.contrasts = contrasts;
  }

  /** From all blocks, in which every cell had its chance. */
  static Recommendations ofAll(
      List<Objective> objectives,
      List<Observed> cells,
      List<OfObjective> limits,
      List<Contrast> contrasts) {
    return new Recommendations(objectives, false, cells, limits, contrasts);
  }

  /**
   * From the blocks alone that were run after the best cells were chosen: in those that chose them
   * they look better than they are.
   */
  static Recommendations ofFresh(
      Experiment experiment, List<Observed> cells, String control, Set<Integer> blocks, long seed) {
    List<Observed> again =
        cells.stream()
            .map(cell -> cell.in(blocks::contains))
            .filter(cell -> !cell.valid().isEmpty())
            .toList();
    List<Contrasts.Beside> beside =
        again.stream()
            .filter(cell -> cell.cell().id().equals(control))
            .findFirst()
            .map(kept -> Contrasts.of(experiment.metrics(), again, kept))
            .orElse(List.of());
    double confidence = Exploration.confidence(beside.stream());
    return new Recommendations(
        experiment.objectives(),
        true,
        again,
        Objectives.of(experiment.objectives(), again),
        beside.stream()
            .map(one -> one.at(confidence, experiment.design().precision(), seed))
            .toList());
  }

  /**
   * The cell to use; none where nothing is wanted least or most of, or no cell meets every limit.
   */
  Optional<Recommendation> beside(String control) {
    Optional<Observed> kept =
        cells.stream().filter(cell -> cell.cell().id().equals(control)).findFirst();
    return objectives.stream()
        .filter(one -> one instanceof Objective.Least || one instanceof Objective.Most)
        .findFirst()
        .flatMap(wanted -> beside(kept, wanted));
  }

  private Optional<Recommendation> beside(Optional<Observed> control, Objective wanted) {
    Metric metric = wanted.metric();
    boolean least = wanted instanceof Objective.Least;
    Map<String, Double> values = new TreeMap<>();
    List<Observed> eligible = new ArrayList<>();
    for (Observed cell : cells) {
      if (meetsEveryLimit(cell)) {
        CellEstimate.of(metric, cell)
            .ifPresent(
                estimate -> {
                  eligible.add(cell);
                  values.put(cell.cell().id(), least ? estimate.value() : -estimate.value());
                });
      }
    }
    Optional<Observed> best =
        eligible.stream().min(Comparator.comparingDouble(cell -> values.get(cell.cell().id())));
    return best.map(
        found -> {
          Observed chosen =
              control
                  .filter(eligible::contains)
                  .filter(kept -> !isBetter(found, metric))
                  .orElse(found);
          return new Recommendation(
              chosen.cell().id(),
              metric.name(),
              fresh,
              contrasts.stream().filter(c -> c.cell().equals(chosen.cell().id())).toList(),
              notTold(metric, chosen, eligible));
        });
  }

  private boolean meetsEveryLimit(Observed cell) {
    return limits.stream()
        .filter(limit -> limit.cell().equals(cell.cell().id()))
        .allMatch(limit -> limit.met() == Met.MET);
  }

  private boolean isBetter(Observed cell, Metric metric) {
    return contrasts.stream()
        .filter(contrast -> contrast.cell().equals(cell.cell().id()))
        .filter(contrast -> contrast.metric().equals(metric.name()))
        .anyMatch(contrast -> contrast.reads() == Reads.BETTER);
  }

  /** Cells that may be as good: Holm's tests against the chosen one do not tell them apart. */
  private static List<String> notTold(Metric metric, Observed chosen, List<Observed> eligible) {
    List<Observed> others =
        eligible.stream().filter(cell -> !cell.cell().equals(chosen.cell())).toList();
    double[] p =
        others.stream()
            .mapToDouble(
                cell -> Comparison.of(metric, cell, chosen).map(Comparison::pValue).orElse(1.0))
            .toArray();
    double[] adjusted = Multiplicity.holmAdjusted(p);
    List<String> alternatives = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      if (adjusted[i] > 1 - Observed.CONFIDENCE) {
        alternatives.add(others.get(i).cell().id());
      }
    }
    return List.copyOf(alternatives);
  }
}
