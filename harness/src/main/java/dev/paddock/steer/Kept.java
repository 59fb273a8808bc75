package dev.paddock.steer;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Plan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Cells that no rule leaves out: the control, and those that a hypothesis speaks of. */
final class Kept {
  private Kept() {}

  /** Their ids. */
  static List<String> of(Experiment experiment, Plan plan) {
    Set<String> kept = new LinkedHashSet<>(List.of(plan.control()));
    List<Observed> all =
        plan.cells().stream().map(c -> new Observed(c, new TreeMap<>(), 0)).toList();
    for (Hypothesis hypothesis : experiment.hypotheses()) {
      Observed.cell(hypothesis.when(), all).ifPresent(cell -> kept.add(cell.cell().id()));
      Observed.cell(hypothesis.versus(), all).ifPresent(cell -> kept.add(cell.cell().id()));
    }
    return List.copyOf(kept);
  }
}
