package dev.paddock.report.markup;

import dev.paddock.record.Numerals;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.Optional;
import java.util.OptionalDouble;

/** Estimates as a table has them. */
public final class EstimateText {
  public static final String NONE = "–";

  private EstimateText() {}

  /** An interval and, where it is too wide, what it rests on. */
  public static String rested(String interval, int n, String word) {
    return interval.startsWith("too wide")
        ? "%s (%s)".formatted(interval, Text.count(n, word))
        : interval;
  }

  /** A figure with its interval and what it rests on. */
  public static String full(Estimate one) {
    return "%s (%s; %s)"
        .formatted(
            Numerals.figure(one.value(), one.unit()),
            Numerals.interval(one.bounds().lo(), one.bounds().hi(), one.unit()),
            Text.count(one.trials(), "trial"));
  }

  /** The same of a cell's metric, as a link to its record; a dash where the cell has it not. */
  public static String full(Summary summary, String cell, String metric) {
    return estimate(summary, cell, metric)
        .map(one -> RecordLink.to(full(one), At.metric(summary, cell, metric)))
        .orElse(NONE);
  }

  /** The value alone, as a link to its record. */
  public static String value(Summary summary, String cell, String metric) {
    return estimate(summary, cell, metric)
        .map(
            one ->
                RecordLink.to(
                    Numerals.figure(one.value(), one.unit()), At.metric(summary, cell, metric)))
        .orElse(NONE);
  }

  private static Optional<Estimate> estimate(Summary summary, String cell, String metric) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .findFirst()
        .flatMap(one -> one.metric(metric));
  }

  /** The unit of a metric that some cell has. */
  public static String unit(Summary summary, String metric) {
    return summary.cells().stream()
        .map(OfCell::metrics)
        .flatMap(metrics -> Optional.ofNullable(metrics.get(metric)).stream())
        .map(Estimate::unit)
        .findFirst()
        .orElse("");
  }

  /** A ratio as a link to its record, or a dash. */
  public static String ratio(OptionalDouble ratio, String at) {
    return ratio.isPresent() ? RecordLink.to(Numerals.ratio(ratio.getAsDouble()), at) : NONE;
  }
}
