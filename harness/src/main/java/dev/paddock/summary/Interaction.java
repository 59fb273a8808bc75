package dev.paddock.summary;

import static dev.paddock.summary.Bounds.ADJUSTED;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.paddock.summary.Contrast.Verdict;

/**
 * Where the effect of one factor depends on the level of another.
 *
 * @param ratio the effect of {@code level} beside {@code versus} where the other factor has {@code
 *     otherLevel}, over the same effect where it has {@code otherVersus}; 1 where they are
 *     independent
 */
public record Interaction(
    String metric,
    String factor,
    String level,
    String versus,
    String other,
    String otherLevel,
    String otherVersus,
    double ratio,
    @JsonUnwrapped Bounds plain,
    @JsonUnwrapped(suffix = ADJUSTED) Bounds adjusted,
    Verdict verdict,
    int blocks,
    Basis stratum,
    long requests,
    String estimator) {
  public Interaction {
    stratum = Older.orUnsaid(stratum);
  }

  /** The same without a verdict. */
  public Interaction unjudged() {
    return new Interaction(
        metric,
        factor,
        level,
        versus,
        other,
        otherLevel,
        otherVersus,
        ratio,
        plain,
        adjusted,
        Verdict.OPEN,
        blocks,
        stratum,
        requests,
        estimator);
  }
}
