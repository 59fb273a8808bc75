package dev.paddock.benchmarks.conclusion;

import java.util.OptionalDouble;

/**
 * Whether a difference would be noticed beside a published run, as three numbers say, all in ns.
 *
 * @param least that the candidates differ by; empty where one has no interval
 * @param most that they differ by; empty likewise
 * @param noticed the least difference that the run could tell from its noise
 */
record Verdict(OptionalDouble least, OptionalDouble most, double noticed) {
  /** What that comes to. */
  enum Answer {
    YES,
    NO,
    UNDECIDED
  }

  static Verdict of(SpeedRange spread, PublishedRun.Time time) {
    return new Verdict(spread.least(), spread.most(), time.noticed());
  }

  /** Undecided also where a figure has no interval. */
  Answer answer() {
    if (most.isEmpty() || least.isEmpty()) {
      return Answer.UNDECIDED;
    }
    return most.getAsDouble() <= noticed
        ? Answer.NO
        : least.getAsDouble() > noticed ? Answer.YES : Answer.UNDECIDED;
  }
}
