package dev.paddock.experiment;

import dev.paddock.record.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads quantities whose unit is always written. */
public final class Units {
  private static final Pattern QUANTITY =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-zµ%/][A-Za-zµ/]*)?");

  /** Nanoseconds of a unit of time. */
  private static final Map<String, Double> TIMES =
      Map.of(
          "ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "min", 60e9, "h", 3600e9,
          "d", 86_400e9);

  private static final Map<String, Double> BYTES =
      Map.of(
          "B",
          1.0,
          "kB",
          1e3,
          "MB",
          1e6,
          "GB",
          1e9,
          "KiB",
          1024.0,
          "MiB",
          1048576.0,
          "GiB",
          1073741824.0,
          "TiB",
          1099511627776.0);

  private Units() {}

  /** {@code 500 ms}, {@code 90s}, {@code 5m}, {@code 8h}. */
  public static Duration duration(String text) {
    double nanos = nanos(text);
    if (nanos > 3650 * 86_400e9) {
      throw new Refused(text + " is longer than ten years");
    }
    return Duration.ofNanos(Math.round(nanos));
  }

  private static double nanos(String text) {
    Matcher quantity = parts(text, "a duration", "500 ms, 90s, 5m or 8h");
    double unit = TIMES.getOrDefault(quantity.group(2), Double.NaN);
    return of(text, quantity, unit, "ns, us, ms, s, m, h or d");
  }

  /** {@code 2/s}, {@code 30/min}, {@code 100/h}, as a number per second, more than none. */
  public static double perSecond(String text) {
    Matcher quantity = parts(text, "a rate", "2/s or 30/min");
    double unit =
        switch (quantity.group(2)) {
          case "/s" -> 1;
          case "/min" -> 1 / 60.0;
          case "/h" -> 1 / 3600.0;
          default -> Double.NaN;
        };
    double rate = of(text, quantity, unit, "/s, /min or /h");
    if (rate <= 0) {
      throw new Refused("should be more than nothing, found " + text);
    }
    return rate;
  }

  /** A rate as {@link #perSecond(String)} reads it, for example {@code 0.5/s}. */
  public static String perSecond(double rate) {
    return new BigDecimal(rate)
            .setScale(9, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + "/s";
  }

  /** {@code 5%}, as a fraction. */
  public static double share(String text) {
    Matcher quantity = parts(text, "a percentage", "5%");
    return of(text, quantity, quantity.group(2).equals("%") ? 0.01 : Double.NaN, "%");
  }

  /** A share as {@link #share(String)} reads it, for example {@code 5%}. */
  public static String share(double share) {
    return new BigDecimal(share * 100)
            .setScale(9, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  /** A figure in the unit in which a metric is kept. */
  public static double of(Metric metric, String text) {
    return switch (metric.unit()) {
      case "ms" -> nanos(text) / 1e6;
      case "bytes" -> {
        Matcher quantity = parts(text, "an amount of memory", "2 GiB");
        double unit = BYTES.getOrDefault(quantity.group(2), Double.NaN);
        yield of(text, quantity, unit, "B, kB, MB, GB, KiB, MiB, GiB or TiB");
      }
      default -> {
        String unit = metric.unit();
        Matcher quantity = parts(text, "a rate", "20 " + unit);
        boolean fits = quantity.group(2).equals(unit) || quantity.group(2).equals("/s");
        yield of(text, quantity, fits ? 1 : Double.NaN, unit);
      }
    };
  }

  /** The amount in units that differ from the written one by case, or by a letter left out. */
  private static Optional<String> meant(Matcher quantity, String units) {
    String written = quantity.group(2).toLowerCase(Locale.ROOT).replace("b", "");
    return Stream.of(units.split(", | or ", -1))
        .filter(unit -> unit.endsWith("B"))
        .filter(
            unit -> {
              String letters = unit.toLowerCase(Locale.ROOT).replace("b", "");
              return letters.equals(written)
                  || (!written.isEmpty() && letters.equals(written + "i"));
            })
        .map(unit -> quantity.group(1) + " " + unit)
        .reduce((one, other) -> one + " or " + other);
  }

  private static Matcher parts(String text, String what, String example) {
    Matcher quantity = QUANTITY.matcher(text.strip());
    if (!quantity.matches()) {
      throw new Refused("%s is not %s".formatted(text, what), "Write it as " + example + ".");
    }
    if (quantity.group(2) == null) {
      throw new Refused(
          "%s has no unit, and %s needs one".formatted(text, what), "Write it as " + example + ".");
    }
    return quantity;
  }

  private static double of(String text, Matcher quantity, double unit, String units) {
    if (Double.isNaN(unit)) {
      throw new Refused(
          "%s is not a unit that fits here (%s)".formatted(quantity.group(2), text),
          meant(quantity, units).map("Write %s."::formatted).orElse("Units: " + units + "."));
    }
    return Double.parseDouble(quantity.group(1)) * unit;
  }
}
