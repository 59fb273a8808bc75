package dev.paddock.analysis;

import static dev.paddock.analysis.CellEstimate.high;
import static dev.paddock.analysis.CellEstimate.low;

import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.experiment.Metric;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Multiplicity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Every cell beside the control, metric by metric. This is exploration: the cells of one metric are
 * a family, whose intervals keep a false coverage rate of 5 %.
 */
final class Contrasts {
  private Contrasts() {}

  static List<Contrast> of(
      List<Metric> metrics, List<Observed> cells, Observed control, double margin) {
    List<Contrast> contrasts = new ArrayList<>();
    for (Metric metric : metrics) {
      Map<String, Comparison> family = new LinkedHashMap<>();
      for (Observed cell : cells) {
        if (!cell.cell().id().equals(control.cell().id())) {
          Comparison.of(metric, cell, control)
              .ifPresent(comparison -> family.put(cell.cell().id(), comparison));
        }
      }
      double confidence =
          Multiplicity.falseCoverage(
              family.values().stream().mapToDouble(Comparison::pValue).toArray(),
              1 - Observed.CONFIDENCE);
      family.forEach(
          (cell, comparison) ->
              contrasts.add(contrast(comparison, cell, control.cell().id(), confidence, margin)));
    }
    return List.copyOf(contrasts);
  }

  private static Contrast contrast(
      Comparison comparison, String cell, String versus, double confidence, double margin) {
    Optional<Interval> plain = comparison.interval(Observed.CONFIDENCE);
    Optional<Interval> adjusted = comparison.interval(confidence);
    Verdict verdict = comparison.verdict(adjusted, margin);
    OptionalDouble value = OptionalDouble.of(comparison.value());
    return new Contrast(
        comparison.metric().name(),
        cell,
        versus,
        comparison.ratio() ? value : OptionalDouble.empty(),
        comparison.ratio() ? OptionalDouble.empty() : value,
        low(plain),
        high(plain),
        low(adjusted),
        high(adjusted),
        verdict,
        Comparison.reads(comparison.metric(), verdict),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        comparison.blocks(),
        comparison.requests(),
        margin,
        comparison.estimator());
  }
}
