package dev.paddock.benchmarks.conclusion;

import java.util.Optional;

/**
 * What a suite comes to, by the published run that notices the least.
 *
 * @param by the time of that run
 * @param verdict on the control's circumstances
 * @param elsewhere where the candidates lie furthest apart, if it matters there
 */
record Judgement(PublishedRun.Time by, Verdict verdict, Optional<SpeedRange> elsewhere) {
  /**
   * Judges a suite.
   *
   * @param control how far candidates lie apart in the control's circumstances
   * @param widest where they lie further apart; empty where nowhere
   */
  static Judgement of(PublishedRun.Time by, SpeedRange control, Optional<SpeedRange> widest) {
    return new Judgement(
        by,
        Verdict.of(control, by),
        widest.filter(one -> Verdict.of(one, by).answer() == Verdict.Answer.YES));
  }
}
