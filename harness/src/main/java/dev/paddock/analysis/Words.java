package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a reader sees them: three significant digits, with a unit. */
public final class Words {
  private static final double KIBI = 1024;
  private static final String DESCRIPTIVE = "descriptive";

  /** An interval whose ends are further apart says nothing that a reader could use. */
  private static final double MOST_RATIO = 100;

  private static final String TOO_WIDE = "too wide to say";

  private Words() {}

  /** A figure with its unit, for example {@code 12.3 ms} or {@code 1.25 GiB}. */
  public static String figure(double value, String unit) {
    return switch (unit) {
      case "bytes" -> bytes(value);
      case "bytes/op" -> number(value) + " B/op";
      default -> number(value) + " " + unit;
    };
  }

  private static String bytes(double value) {
    if (Math.abs(value) >= KIBI * KIBI * KIBI) {
      return number(value / KIBI / KIBI / KIBI) + " GiB";
    }
    return Math.abs(value) >= KIBI * KIBI
        ? number(value / KIBI / KIBI) + " MiB"
        : number(value / KIBI) + " KiB";
  }

  /** A number with three significant digits, whole ones in full. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || size == 0) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int decimals = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A ratio, for example {@code 1.21}. */
  public static String ratio(double value) {
    if (value < 0.095 || value >= 9.995) {
      return number(value);
    }
    return String.format(Locale.ROOT, Math.abs(value - 1) < 0.1 ? "%.3f" : "%.2f", value);
  }

  /** An interval of ratios; or the word descriptive, or that it is too wide to say anything. */
  public static String ratios(OptionalDouble lo, OptionalDouble hi) {
    if (lo.isEmpty() || hi.isEmpty()) {
      return DESCRIPTIVE;
    }
    return tooWide(lo.getAsDouble(), hi.getAsDouble())
        ? TOO_WIDE
        : ratio(lo.getAsDouble()) + " to " + ratio(hi.getAsDouble());
  }

  /** An interval of figures, with the unit once where it is one; or why there is none. */
  public static String interval(OptionalDouble lo, OptionalDouble hi, String unit) {
    if (lo.isEmpty() || hi.isEmpty()) {
      return DESCRIPTIVE;
    }
    double from = lo.getAsDouble();
    double to = hi.getAsDouble();
    if (!Double.isFinite(from) || !Double.isFinite(to) || (from > 0 && tooWide(from, to))) {
      return TOO_WIDE;
    }
    String low = figure(from, unit);
    String high = figure(to, unit);
    String ending = low.substring(low.indexOf(' '));
    return (high.endsWith(ending) ? low.substring(0, low.indexOf(' ')) : low) + " to " + high;
  }

  private static boolean tooWide(double lo, double hi) {
    return !(lo > 0 && hi / lo <= MOST_RATIO);
  }

  /**
   * A metric in words with its name in files, for example "median time to first token (ttft.p50)".
   */
  public static String metric(String name) {
    String words = plain(name);
    return words.equals(name) ? name : "%s (%s)".formatted(words, name);
  }

  /** A metric in words alone, for example "median time to first token". */
  public static String plain(String name) {
    return Metric.named(name)
        .map(
            metric ->
                switch (metric.statistic()) {
                      case P50 -> "median ";
                      case P90, P95, P99 -> metric.statistic().word() + " of ";
                      case MEAN -> "mean ";
                      case WHOLE -> metric.quantity().part() ? "mean " : "";
                    }
                    + metric.quantity().words())
        .orElse(name);
  }
}
