package dev.paddock.record;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a reader sees them: three significant digits, with a unit. */
public final class Numerals {
  private static final double KIBI = 1024;
  private static final String DESCRIPTIVE = "descriptive";

  /** An interval whose ends are further apart says nothing that a reader could use. */
  private static final double MOST_RATIO = 100;

  /** A ratio from which on people say "times" and not "per cent more". */
  private static final double TIMES = 1.5;

  private static final String TOO_WIDE = "too wide to say";

  private Numerals() {}

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

  /** A figure with its interval in brackets, for example {@code 219 ms [203, 236]}. */
  public static String bracketed(double value, OptionalDouble lo, OptionalDouble hi, String unit) {
    String interval = interval(lo, hi, unit);
    if (interval.equals(DESCRIPTIVE) || interval.equals(TOO_WIDE)) {
      return "%s (%s)".formatted(figure(value, unit), unbracketed(interval));
    }
    String own = figure(value, unit);
    String ending = own.substring(own.indexOf(' '));
    String ends = figure(lo.orElseThrow(), unit) + ", " + figure(hi.orElseThrow(), unit);
    return "%s [%s]".formatted(own, ends.replaceAll("(?<=\\d),(?=\\d)", "").replace(ending, ""));
  }

  /**
   * A ratio as people say it, with its interval in brackets: {@code +12 % [9, 15]}, or {@code 1.80×
   * [1.75, 1.86]} where it is half as much again or more.
   */
  public static String change(double ratio, OptionalDouble lo, OptionalDouble hi) {
    boolean times = ratio >= TIMES || ratio < 1 / MOST_RATIO;
    if (lo.isEmpty() || hi.isEmpty() || tooWide(lo.getAsDouble(), hi.getAsDouble())) {
      String alone = times ? ratio(ratio) + "×" : percent(ratio, 0, true) + " %";
      return "%s (%s)".formatted(alone, unbracketed(ratios(lo, hi)));
    }
    double from = lo.getAsDouble();
    double to = hi.getAsDouble();
    if (times) {
      return "%s× [%s, %s]".formatted(ratio(ratio), ratio(from), ratio(to));
    }
    int decimals = to - from >= 0.02 ? 0 : to - from >= 0.002 ? 1 : 2;
    return "%s %% [%s, %s]"
        .formatted(
            percent(ratio, decimals, true),
            percent(from, decimals, false),
            percent(to, decimals, false));
  }

  private static String unbracketed(String why) {
    return why.equals(TOO_WIDE) ? "interval " + TOO_WIDE : why;
  }

  /** A ratio in per cent more or less, with a true minus. */
  private static String percent(double ratio, int decimals, boolean plus) {
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", 100 * Math.abs(ratio - 1));
    boolean zero = Double.parseDouble(digits) == 0;
    return (zero ? "" : ratio < 1 ? "−" : plus ? "+" : "") + digits;
  }

  /** A share as people say it, for example {@code 66 %}. */
  public static String share(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A margin as people say it, for example {@code ±3 %}. */
  public static String margin(double margin) {
    String digits = String.format(Locale.ROOT, "%.2f", 100 * margin);
    return "±" + digits.replaceAll("\\.?0+$", "") + " %";
  }

  private static boolean tooWide(double lo, double hi) {
    return !(lo > 0 && hi / lo <= MOST_RATIO);
  }
}
