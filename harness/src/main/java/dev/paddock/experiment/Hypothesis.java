package dev.paddock.experiment;

import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;

/**
 * A claim about two cells, or two levels, that the run shall support or refute.
 *
 * @param id short name, for example {@code H1}
 * @param claim in words
 * @param when levels of the one cell; factors that it leaves out take their first level
 * @param versus levels of the other
 * @param overAll whether it is about all cells with these levels, averaged over the other factors;
 *     else those take their first level
 * @param expect which way the ratio when / versus should go
 * @param margin a difference that matters, as a fraction, at least 0
 */
public record Hypothesis(
    String id,
    String claim,
    Metric metric,
    Configuration when,
    Configuration versus,
    boolean overAll,
    Expect expect,
    double margin) {

  /** The same with another margin. */
  public Hypothesis with(double other) {
    return new Hypothesis(id, claim, metric, when, versus, overAll, expect, other);
  }

  /** Which way. */
  public enum Expect {
    LOWER,
    HIGHER,
    EQUIVALENT
  }
}
