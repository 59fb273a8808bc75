package dev.paddock.summary;

import static dev.paddock.summary.Bounds.ADJUSTED;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;

/**
 * A level of one factor beside the first level, averaged over the cells that have both.
 *
 * @param pairs cells that were compared in each block; of cells that were drawn, all of them
 * @param stratum whose error it is tested against, {@code whole plots} or {@code trials}; empty in
 *     older files
 */
public record Effect(
    String metric,
    String factor,
    String level,
    String versus,
    double ratio,
    @JsonUnwrapped Bounds plain,
    @JsonUnwrapped(suffix = ADJUSTED) Bounds adjusted,
    Verdict verdict,
    Reads reads,
    int blocks,
    int pairs,
    Basis stratum,
    double margin,
    long requests,
    String estimator) {
  public Effect {
    stratum = Older.orUnsaid(stratum);
    estimator = Older.orUnsaid(estimator);
  }

  /** The same without a verdict. */
  public Effect unjudged() {
    return new Effect(
        metric,
        factor,
        level,
        versus,
        ratio,
        plain,
        adjusted,
        Verdict.OPEN,
        Reads.NEITHER,
        blocks,
        pairs,
        stratum,
        margin,
        requests,
        estimator);
  }
}
