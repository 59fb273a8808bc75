package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Multiplicity;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a run says without having been asked: every cell beside the control, every effect and
 * every interaction, on every metric. It is one family, so that where nothing differs the chance of
 * even one false word in the whole report is at most 5 %, and elsewhere the rate of intervals that
 * miss is.
 */
record Exploration(List<Contrast> contrasts, List<Effect> effects, List<Interaction> interactions) {

  /** One statement of the family. */
  interface Finding {
    /** Of no difference. */
    double pValue();

    /** Whether it has an interval; one that is descriptive takes part in nothing. */
    boolean decides();
  }

  /**
   * Everything that there is to say of these cells.
   *
   * @param control id of the cell that the others stand beside
   * @param layout of the factors over cells and blocks
   * @param margin inside which cells are equivalent
   */
  static Exploration of(
      List<Metric> metrics,
      List<Observed> cells,
      String control,
      Layout layout,
      double margin,
      long seed) {
    List<Contrasts.Beside> beside =
        cells.stream()
            .filter(cell -> cell.cell().id().equals(control))
            .findFirst()
            .map(kept -> Contrasts.of(metrics, cells, kept))
            .orElse(List.of());
    Effects found = Effects.of(metrics, cells, layout);
    double confidence = confidence(Stream.concat(beside.stream(), found.findings()));
    return new Exploration(
        beside.stream().map(one -> one.at(confidence, margin, seed)).toList(),
        found.levels().stream().map(one -> one.at(confidence, margin)).toList(),
        found.interactions().stream().map(one -> one.at(confidence, margin)).toList());
  }

  /** The confidence that the interval of each finding of a family must have. */
  static double confidence(Stream<? extends Finding> family) {
    double[] p = family.filter(Finding::decides).mapToDouble(Finding::pValue).toArray();
    return Multiplicity.falseCoverage(p, 1 - Observed.CONFIDENCE);
  }
}
