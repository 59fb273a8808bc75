package dev.paddock.analysis;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Factor.Levels.Span;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How factors are laid out over cells and blocks.
 *
 * @param wholePlots factors that change only with a new server process, so once a block
 * @param ranges factors whose levels were drawn; none where cells are combinations of levels
 */
record Layout(Set<Setting> wholePlots, Map<Setting, Span> ranges) {
  Layout {
    wholePlots = Set.copyOf(wholePlots);
    ranges = Map.copyOf(ranges);
  }

  static Layout of(Experiment experiment) {
    Map<Setting, Span> ranges = new LinkedHashMap<>();
    for (Factor factor : experiment.factors()) {
      if (factor.levels() instanceof Span span) {
        ranges.put(factor.setting(), span);
      }
    }
    Set<Setting> wholePlots =
        experiment.target().managed()
            ? experiment.factors().stream()
                .filter(factor -> factor.setting().scope() == Scope.SERVER)
                .map(Factor::setting)
                .collect(Collectors.toUnmodifiableSet())
            : Set.of();
    return new Layout(wholePlots, ranges);
  }

  /** Whether cells were drawn, so that hardly any two differ in one factor alone. */
  boolean drawn() {
    return !ranges.isEmpty();
  }
}
