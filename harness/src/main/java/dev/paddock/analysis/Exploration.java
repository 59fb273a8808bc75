package dev.paddock.analysis;

import dev.paddock.stats.Multiplicity;
import java.util.stream.Stream;

/**
 * All that a run says without having been asked: every cell beside the control, every effect and
 * every interaction, on every metric. It is one family, so that where nothing differs the chance of
 * even one false word in the whole report is at most 5 %, and elsewhere the rate of intervals that
 * miss is.
 */
final class Exploration {
  private Exploration() {}

  /** One statement of the family. */
  interface Finding {
    /** Of no difference. */
    double pValue();

    /** Whether it has an interval; one that is descriptive takes part in nothing. */
    boolean decides();
  }

  /** The confidence that the interval of each finding must have. */
  static double confidence(Stream<? extends Finding> family) {
    double[] p = family.filter(Finding::decides).mapToDouble(Finding::pValue).toArray();
    return Multiplicity.falseCoverage(p, 1 - Observed.CONFIDENCE);
  }
}
