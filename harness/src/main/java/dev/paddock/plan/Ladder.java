package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One configuration at all the loads among which a run looks for the largest that meets its limit.
 * A run has few of them: the first block halves them in on it, the later ones run {@link #AROUND}.
 *
 * @param choices its levels, the load apart
 * @param rising its cells in the order of their load, at least one
 */
public record Ladder(Configuration choices, List<Cell> rising) {
  /** Loads of a configuration in each block after the first. */
  public static final int AROUND = 3;

  public Ladder {
    rising = List.copyOf(rising);
  }

  /** The ladders of a plan in the order in which its first block runs them; none without search. */
  public static List<Ladder> of(Experiment experiment, Plan plan) {
    Optional<Setting> searched = experiment.searched();
    if (searched.isEmpty()) {
      return List.of();
    }
    Setting load = searched.get();
    Map<Configuration, List<Cell>> byChoices = new LinkedHashMap<>();
    plan.trials().stream()
        .filter(trial -> trial.block() == 1)
        .map(trial -> plan.cell(trial.cell()))
        .forEach(
            cell ->
                byChoices
                    .computeIfAbsent(
                        cell.levels().only(setting -> !setting.equals(load)),
                        choices -> new ArrayList<>())
                    .add(cell));
    Comparator<Cell> byLoad =
        Comparator.comparingDouble(
            cell -> cell.levels().get(load).map(LoadSpec::amount).orElseThrow().orElseThrow());
    return byChoices.entrySet().stream()
        .map(one -> new Ladder(one.getKey(), one.getValue().stream().sorted(byLoad).toList()))
        .toList();
  }

  /** Trials that halving takes at most. */
  public int steps() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(rising.size());
  }

  /** Cells that stand for those of a block, in number and in how long they take. */
  Stream<Cell> likely(int block) {
    int trials = Math.min(rising.size(), block == 1 ? steps() : AROUND);
    int first = (rising.size() - trials) / 2;
    return rising.subList(first, first + trials).stream();
  }
}
