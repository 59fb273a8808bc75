package dev.paddock.report.chart;

import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Point;
import java.util.OptionalDouble;

/** A figure to draw, with the ends of its interval where it has one. */
public record ErrorBar(double value, OptionalDouble lo, OptionalDouble hi) {

  /** The latency of a point, with its cell's interval. */
  static ErrorBar latency(Summary summary, Point point) {
    return of(summary, point.cell(), point.latencyMetric(), point.latency());
  }

  /** The throughput of a point, with its cell's interval. */
  static ErrorBar throughput(Summary summary, Point point) {
    return of(summary, point.cell(), point.throughputMetric(), point.throughput());
  }

  private static ErrorBar of(Summary summary, String cell, String metric, double value) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .findFirst()
        .flatMap(one -> one.metric(metric))
        .map(one -> new ErrorBar(value, one.bounds().lo(), one.bounds().hi()))
        .orElse(new ErrorBar(value, OptionalDouble.empty(), OptionalDouble.empty()));
  }

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
