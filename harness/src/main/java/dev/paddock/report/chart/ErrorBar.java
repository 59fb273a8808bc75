package dev.paddock.report.chart;

import java.util.OptionalDouble;

/** A figure to draw, with the ends of its interval where it has one. */
public record ErrorBar(double value, OptionalDouble lo, OptionalDouble hi) {

  /** Whether it can be drawn at all. */
  boolean drawable() {
    return Double.isFinite(value);
  }

  /** Whether it has an interval whose ends are numbers, be they infinite. */
  boolean hasInterval() {
    return lo.isPresent()
        && hi.isPresent()
        && !Double.isNaN(lo.getAsDouble())
        && !Double.isNaN(hi.getAsDouble());
  }

  /** The same in another unit. */
  public ErrorBar in(double unit) {
    return new ErrorBar(value / unit, each(lo, unit), each(hi, unit));
  }

  private static OptionalDouble each(OptionalDouble end, double unit) {
    return end.isPresent() ? OptionalDouble.of(end.getAsDouble() / unit) : end;
  }
}
