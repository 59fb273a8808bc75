package dev.paddock.report;

import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Words;

/** Estimates as a table has them. */
final class Figures {
  private Figures() {}

  /** An interval and, where it is too wide, what it rests on. */
  static String rested(String interval, int n, String word) {
    return interval.startsWith("too wide")
        ? "%s (%s)".formatted(interval, Text.count(n, word))
        : interval;
  }

  /** A figure with its interval and what it rests on. */
  static String full(Estimate one) {
    return "%s (%s; %s)"
        .formatted(
            Words.figure(one.value(), one.unit()),
            Words.interval(one.lo(), one.hi(), one.unit()),
            Text.count(one.trials(), "trial"));
  }
}
