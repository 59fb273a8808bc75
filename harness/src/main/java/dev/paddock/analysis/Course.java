package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.record.Metric;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Summary.Outlier;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in the course of a run: how the control drifted, and which trials lie far off.
 *
 * @param trials that ended
 * @param start of the run
 * @param watched the metrics that it is looked for in
 * @param seed of the permutations that a change is tested by
 */
public record Course(List<Event.Trial> trials, Instant start, List<Metric> watched, long seed) {

  List<Drift> drift(Observed control) {
    Map<Integer, Instant> ends = new HashMap<>();
    for (Event.Trial trial : trials) {
      if (trial.cell().equals(control.cell().id())) {
        ends.putIfAbsent(trial.block(), trial.at());
      }
    }
    return watched.stream()
        .flatMap(metric -> Shapes.drift(metric, control, start, ends, seed).stream())
        .toList();
  }

  List<Outlier> outliers(List<Observed> cells) {
    return Outliers.of(watched, cells, this::number);
  }

  private int number(String cell, int block) {
    return trials.stream()
        .filter(trial -> trial.cell().equals(cell) && trial.block() == block)
        .filter(Event.Trial::counts)
        .mapToInt(Event.Trial::trial)
        .min()
        .orElseThrow();
  }
}
