package dev.paddock.findings;

import dev.paddock.findings.Found.Gain;
import dev.paddock.findings.Headline.Standing;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Recommendation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How cells stand on metrics, alone and beside the control, with the user's limits. */
final class Gains {
  private final Summary summary;

  Gains(Summary summary) {
    this.summary = summary;
  }

  /**
   * The recommended cell beside the control, one a metric: the lead metric first, then those with a
   * limit, then what else was told apart.
   */
  List<Gain> of(Recommendation recommended) {
    Comparator<Gain> order =
        Comparator.comparing((Gain one) -> !metric(one).equals(recommended.metric()))
            .thenComparing(one -> one.limit().isEmpty())
            .thenComparing(one -> one.contrast().record().verdict() == Verdict.INCONCLUSIVE);
    Map<String, Gain> byMetric = new LinkedHashMap<>();
    Cited.all("recommendation/beside", recommended.beside()).stream()
        .map(one -> new Gain(one, limit(recommended.cell(), one.record().metric())))
        .sorted(order)
        .forEach(one -> byMetric.put(metric(one), one));
    return List.copyOf(byMetric.values());
  }

  private static String metric(Gain gain) {
    return gain.contrast().record().metric();
  }

  /** A cell on a metric. */
  Standing standing(String cell, String metric) {
    return new Standing(cell, metric, Cited.figure(summary, cell, metric), limit(cell, metric));
  }

  private Optional<Cited<OfObjective>> limit(String cell, String metric) {
    return Cited.all("objectives", summary.objectives()).stream()
        .filter(one -> one.record().cell().equals(cell))
        .filter(one -> one.record().metric().equals(metric))
        .findFirst();
  }

  /** A cell beside the control, if the two share a block that has the metric. */
  Optional<Cited<Contrast>> beside(String cell, String metric) {
    return Cited.all("contrasts", summary.contrasts()).stream()
        .filter(one -> one.record().cell().equals(cell))
        .filter(one -> one.record().metric().equals(metric))
        .findFirst();
  }
}
