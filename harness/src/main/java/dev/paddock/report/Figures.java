package dev.paddock.report;

import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Words;
import java.util.OptionalDouble;

/** Estimates as a table has them. */
final class Figures {
  private Figures() {}

  /** An interval, or the word descriptive. */
  static String interval(OptionalDouble lo, OptionalDouble hi, String unit) {
    return lo.isEmpty() || hi.isEmpty()
        ? "descriptive"
        : Words.figure(lo.getAsDouble(), unit) + " to " + Words.figure(hi.getAsDouble(), unit);
  }

  /** A figure with its interval and what it rests on. */
  static String full(Estimate one) {
    return "%s (%s; %s)"
        .formatted(
            Words.figure(one.value(), one.unit()),
            interval(one.lo(), one.hi(), one.unit()),
            Text.count(one.trials(), "trial"));
  }
}
