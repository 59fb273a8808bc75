package dev.paddock.report.chart;

import dev.paddock.record.Numerals;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Round ticks, an equal step or an equal factor apart. A chart is drawn in steps, from 0 to {@code
 * steps}: so the library that draws it never looks for ticks between 1e-9 and 1e9, where it looks
 * for ever.
 *
 * @param low the first tick
 * @param step to the next tick: added, or multiplied where {@code log}
 */
public record Scale(double low, double step, int steps, boolean log) {
  /** An axis goes to the figures, and to intervals as far as this factor beyond them. */
  private static final double BEYOND = 1.6;

  /** Ratios are drawn from 1/4 to 4, unless a figure itself is outside. */
  private static final double RATIO = 4;

  /** Ratios that stay within this are drawn on a linear axis, which has rounder ticks. */
  private static final double NEAR = 1.45;

  private static final double SPREAD = 10;

  /** Around all figures, and around their intervals as far as those are near. */
  public static Scale around(List<ErrorBar> bars, int about) {
    double least = values(bars).min().orElse(0);
    double most = values(bars).max().orElse(1);
    double farDown = least > 0 ? least / BEYOND : least - (most - least);
    double farUp = most > 0 ? most * BEYOND : most + (most - least);
    double from = Math.min(least, ends(bars).min().orElse(least));
    double to = Math.max(most, ends(bars).max().orElse(most));
    double low = Math.max(from, farDown);
    double high = Math.min(to, farUp);
    double room = Math.max((high - low) * 0.06, Math.abs(most) * 0.02);
    return linear(least > 0 ? Math.max(0, low - room) : low - room, high + room, about);
  }

  /** From zero to all figures, and to the ends of their intervals as far as those are near. */
  static Scale fromZero(List<ErrorBar> bars, int about) {
    double most = values(bars).max().orElse(1);
    double to = Math.max(most, ends(bars).max().orElse(most));
    return linear(
        Math.min(0, values(bars).min().orElse(0)), Math.min(to, most * BEYOND) * 1.04, about);
  }

  /** From zero, or by factors where the figures differ by more than ten times. */
  static Scale spread(List<ErrorBar> bars, int about) {
    double least = values(bars).min().orElse(0);
    double most = values(bars).max().orElse(1);
    if (least <= 0 || most / least <= SPREAD) {
      return fromZero(bars, about);
    }
    return logarithmic(least / 1.3, most * 1.3);
  }

  /** By factors, from the tick below to the tick above. */
  static Scale logarithmic(double from, double to) {
    double octaves = Math.log(to / from) / Math.log(2);
    double factor = octaves <= 8 ? 2 : octaves <= 27 ? 10 : 1000;
    double first = Math.floor(Math.log(from) / Math.log(factor) + 1e-9);
    double last = Math.ceil(Math.log(to) / Math.log(factor) - 1e-9);
    return new Scale(Math.pow(factor, first), factor, (int) Math.clamp(last - first, 1, 40), true);
  }

  /** Ratios, symmetric around 1. */
  static Scale ratios(List<ErrorBar> bars, int about) {
    double reach =
        values(bars).filter(v -> v > 0).map(v -> Math.abs(Math.log(v))).max().orElse(0) * 1.1;
    double ends =
        ends(bars).map(v -> v <= 0 ? Double.MAX_VALUE : Math.abs(Math.log(v))).max().orElse(0)
            * 1.05;
    reach = Math.max(reach, Math.min(ends, Math.log(RATIO)));
    if (reach <= Math.log(NEAR)) {
      double away = Math.max(0.02, Math.expm1(reach));
      double step = round(2 * away / about);
      int each = (int) Math.ceil(away / step - 1e-9);
      return new Scale(1 - each * step, step, 2 * each, false);
    }
    double octaves = reach / Math.log(2);
    double factor = octaves <= 4 ? 2 : octaves <= 14 ? 10 : 1000;
    int each = (int) Math.clamp(Math.ceil(reach / Math.log(factor) - 0.01), 1, 20);
    return new Scale(Math.pow(factor, -each), factor, 2 * each, true);
  }

  /** With a tick at each whole number between these, or at each second, fifth, tenth … of them. */
  public static Scale whole(int first, int last) {
    double step = Math.max(1, round((last - first) / 10.0));
    return new Scale(
        first, step, Math.max(1, (int) Math.ceil((last - first) / step - 1e-9)), false);
  }

  private static Scale linear(double from, double to, int about) {
    if (!(to - from > Math.abs(to) * 1e-9)) {
      double room = to == 0 ? 1 : Math.abs(to) * 0.1;
      return linear(to - room, to + room, about);
    }
    double step = round((to - from) / about);
    double low = Math.floor(from / step + 1e-9) * step;
    return new Scale(low, step, Math.max(1, (int) Math.ceil((to - low) / step - 1e-9)), false);
  }

  /** The least of 1, 2, 5, 10, 20 … that is no less. */
  private static double round(double step) {
    double ten = Math.pow(10, Math.floor(Math.log10(step)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(each -> each * ten)
        .filter(each -> each >= step * 0.999)
        .findFirst()
        .orElse(10 * ten);
  }

  /** Where a value stands, in steps; at the edge where it is beyond it. */
  double at(double value) {
    return Math.clamp(raw(value), 0, steps);
  }

  /** Whether a value is on the axis. */
  boolean holds(double value) {
    double at = raw(value);
    return at >= -1e-6 && at <= steps + 1e-6;
  }

  private double raw(double value) {
    if (!log) {
      return (value - low) / step;
    }
    return value <= 0 ? Double.NEGATIVE_INFINITY : Math.log(value / low) / Math.log(step);
  }

  /** What is written at a tick: 0 is the first. */
  String label(int tick) {
    if (log) {
      return plain(low * Math.pow(step, tick), 4);
    }
    int decimals = (int) Math.clamp(Math.ceil(-Math.log10(step) - 1e-9), 0, 12);
    double value = low + tick * step;
    return Math.abs(value) < step * 1e-6 ? "0" : plain(value, decimals);
  }

  private static String plain(double value, int decimals) {
    double size = Math.abs(value);
    if (size >= 1e9 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    if (size >= 1000) {
      return Numerals.number(value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static DoubleStream values(List<ErrorBar> bars) {
    return bars.stream().mapToDouble(ErrorBar::value).filter(Double::isFinite);
  }

  private static DoubleStream ends(List<ErrorBar> bars) {
    return bars.stream()
        .filter(ErrorBar::hasInterval)
        .flatMapToDouble(bar -> DoubleStream.of(bar.lo().orElseThrow(), bar.hi().orElseThrow()));
  }
}
