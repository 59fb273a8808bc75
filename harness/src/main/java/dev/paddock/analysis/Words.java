package dev.paddock.analysis;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as a reader sees them: three significant digits, with a unit. */
public final class Words {
  private static final double KIBI = 1024;

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

  /** An interval of ratios, or the word descriptive. */
  public static String ratios(OptionalDouble lo, OptionalDouble hi) {
    return lo.isEmpty() || hi.isEmpty()
        ? "descriptive"
        : ratio(lo.getAsDouble()) + " to " + ratio(hi.getAsDouble());
  }
}
