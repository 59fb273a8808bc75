package dev.paddock.wording;

import dev.paddock.record.Numerals;
import dev.paddock.summary.Bounds;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes as people say them in a first sentence: {@code about a third sooner, 21 to 49 %}, {@code
 * 12 % lower, 9 to 15 %}, {@code 1.80 times as high, 1.75 to 1.86}.
 */
final class Amounts {
  private static final double TIMES = 1.5;
  private static final double MOST_TIMES = 100;

  /** Parts that people say, of what is less; of what is more only those below a half. */
  private static final Map<Double, String> PARTS =
      new TreeMap<>(
          Map.of(
              0.1,
              "a tenth",
              0.2,
              "a fifth",
              0.25,
              "a quarter",
              1.0 / 3,
              "a third",
              0.5,
              "half",
              2.0 / 3,
              "two thirds",
              0.75,
              "three quarters"));

  private static final double CLOSE = 0.08;

  private Amounts() {}

  /**
   * A ratio with its interval, which leaves out no change.
   *
   * @param metric by its name in files
   */
  static String change(String metric, String unit, double ratio, Bounds bounds) {
    if (!bounds.leavesOut(1) || bounds.lo().orElse(0) <= 0) {
      return Numerals.change(ratio, bounds.lo(), bounds.hi());
    }
    double low = bounds.lo().orElseThrow();
    double high = bounds.hi().orElseThrow();
    if (high / low > MOST_TIMES) {
      return Numerals.change(ratio, bounds.lo(), bounds.hi());
    }
    String way = way(metric, unit, ratio < 1);
    if (ratio >= TIMES) {
      return "%s times as %s, %s to %s"
          .formatted(
              Numerals.ratio(ratio),
              asMuch(metric, unit),
              Numerals.ratio(low),
              Numerals.ratio(high));
    }
    double least = Math.min(Math.abs(low - 1), Math.abs(high - 1));
    double most = Math.max(Math.abs(low - 1), Math.abs(high - 1));
    int decimals = most - least >= 0.02 ? 0 : most - least >= 0.002 ? 1 : 2;
    String range = "%s to %s %%".formatted(percent(least, decimals), percent(most, decimals));
    double size = Math.abs(ratio - 1);
    return part(size, ratio > 1, most - least)
        .map(part -> "about %s %s, %s".formatted(part, way, range))
        .orElseGet(() -> "%s %% %s, %s".formatted(percent(size, decimals), way, range));
  }

  /** Where the interval is that wide, the part says as much as a number would. */
  private static Optional<String> part(double size, boolean more, double width) {
    return PARTS.entrySet().stream()
        .filter(one -> Math.abs(size / one.getKey() - 1) <= CLOSE)
        .filter(one -> width >= CLOSE * one.getKey())
        .filter(one -> !more || one.getKey() < 0.5)
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String percent(double share, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", 100 * share);
  }

  private static boolean isTime(String unit) {
    return unit.equals("ms") || unit.startsWith("ns");
  }

  private static String way(String metric, String unit, boolean less) {
    if (metric.startsWith("ttft")) {
      return less ? "sooner" : "later";
    }
    return isTime(unit) ? less ? "shorter" : "longer" : less ? "lower" : "higher";
  }

  private static String asMuch(String metric, String unit) {
    return metric.startsWith("ttft") ? "late" : isTime(unit) ? "long" : "high";
  }
}
