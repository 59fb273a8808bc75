package dev.paddock.findings;

import dev.paddock.findings.Found.Gain;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What cells gain and lose beside the control, with the user's limits. */
final class Gains {
  private final Summary summary;

  Gains(Summary summary) {
    this.summary = summary;
  }

  /** These with their limits: what is better first, then what is worse. */
  List<Gain> of(List<Cited<Contrast>> beside) {
    return beside.stream()
        .map(one -> new Gain(one, limit(one.record().cell(), one.record().metric())))
        .sorted(Comparator.comparingInt(Gains::order))
        .toList();
  }

  private static int order(Gain gain) {
    Reads reads = gain.contrast().record().reads();
    return switch (reads) {
      case BETTER -> 0;
      case WORSE -> 1;
      case NEITHER -> 2;
    };
  }

  /** What is shown of a cell on other metrics than these. */
  List<Gain> others(String cell, Set<String> metrics) {
    return of(
        Cited.all("contrasts", summary.contrasts()).stream()
            .filter(one -> one.record().cell().equals(cell))
            .filter(one -> !metrics.contains(one.record().metric()))
            .filter(one -> one.record().verdict().apart())
            .toList());
  }

  /** The user's limits on a cell. */
  List<Cited<OfObjective>> limits(String cell) {
    return Cited.all("objectives", summary.objectives()).stream()
        .filter(one -> one.record().cell().equals(cell))
        .toList();
  }

  private Optional<Cited<OfObjective>> limit(String cell, String metric) {
    return limits(cell).stream().filter(one -> one.record().metric().equals(metric)).findFirst();
  }
}
