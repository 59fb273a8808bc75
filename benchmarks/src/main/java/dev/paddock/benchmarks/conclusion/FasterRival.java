package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A library that is faster than the code of the harness itself beyond doubt: the intervals of both
 * do not meet.
 *
 * @param circumstances the levels that both share, in words
 * @param saved how much, in the unit of the time
 */
record FasterRival(String circumstances, OfCell own, OfCell rival, String name, double saved) {
  private static final String OWN = "own";

  /**
   * Those that beat what the harness has, the fastest first in each of its cells; empty where a
   * suite has none of its code.
   *
   * @param metric the time, of which less is better
   */
  static Optional<List<FasterRival>> of(Summary summary, ReaderChoice choice, String metric) {
    List<OfCell> owns =
        summary.cells().stream().filter(cell -> cell.levels().containsValue(OWN)).toList();
    return owns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            owns.stream().flatMap(own -> of(own, summary, choice, metric).stream()).toList());
  }

  private static List<FasterRival> of(
      OfCell own, Summary summary, ReaderChoice choice, String metric) {
    List<FasterRival> faster = new ArrayList<>();
    for (Map.Entry<String, Object> level : own.levels().entrySet()) {
      if (!OWN.equals(level.getValue())) {
        continue;
      }
      String factor = level.getKey();
      String circumstances = Candidates.circumstances(own, factor);
      for (OfCell rival : summary.cells()) {
        String name = String.valueOf(rival.levels().get(factor));
        if (Candidates.circumstances(rival, factor).equals(circumstances) && choice.offers(name)) {
          Optional<Estimate> slow = own.metric(metric);
          Optional<Estimate> fast = rival.metric(metric);
          if (slow.isPresent()
              && fast.isPresent()
              && SpeedRange.least(slow.get(), fast.get()).orElse(0) > 0) {
            faster.add(
                new FasterRival(
                    circumstances, own, rival, name, slow.get().value() - fast.get().value()));
          }
        }
      }
    }
    faster.sort(Comparator.comparingDouble(one -> one.rival.metric(metric).orElseThrow().value()));
    return faster;
  }
}
