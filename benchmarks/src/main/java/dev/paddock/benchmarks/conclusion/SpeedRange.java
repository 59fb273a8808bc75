package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.conclusion.Candidates.Candidate;
import dev.paddock.summary.OfCell.Estimate;
import java.util.OptionalDouble;

/**
 * How far candidates lie apart in the same circumstances.
 *
 * <p>Its interval comes from the ends of theirs: wider than a test of both would be, so that
 * neither "no" nor "yes" is said too soon.
 *
 * @param circumstances in words
 * @param unit of their times, in ns
 */
record SpeedRange(String circumstances, Candidate fastest, Candidate slowest, double unit) {
  /** How many ns an operation they differ by. */
  double nanos() {
    return unit * (slowest.time().value() - fastest.time().value());
  }

  /** The least that they differ by; empty where one has no interval. */
  OptionalDouble least() {
    OptionalDouble least = least(slowest.time(), fastest.time());
    return least.isPresent() ? OptionalDouble.of(unit * least.getAsDouble()) : least;
  }

  /** The most that they differ by; empty where one has no interval. */
  OptionalDouble most() {
    return slowest.time().bounds().hi().isPresent() && fastest.time().bounds().lo().isPresent()
        ? OptionalDouble.of(
            unit
                * (slowest.time().bounds().hi().orElseThrow()
                    - fastest.time().bounds().lo().orElseThrow()))
        : OptionalDouble.empty();
  }

  /** Whether they are told further apart here than there. */
  boolean isWiderThan(SpeedRange other) {
    return nanos() > other.nanos() && least().orElse(0) > 0;
  }

  /**
   * How far the intervals of a slower and a faster one lie apart: 0 where they meet, empty where
   * one has none.
   */
  static OptionalDouble least(Estimate slower, Estimate faster) {
    return slower.bounds().lo().isPresent() && faster.bounds().hi().isPresent()
        ? OptionalDouble.of(
            Math.max(0, slower.bounds().lo().getAsDouble() - faster.bounds().hi().getAsDouble()))
        : OptionalDouble.empty();
  }
}
