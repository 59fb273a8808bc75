package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.suite.Level;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run found of one metric, by the levels of a variant, for tables beside its figures.
 *
 * @param metric for example {@code time.mean}
 */
public record CellFigures(Summary summary, String metric) {
  private static final String NONE = "–";

  /** The value; empty where that variant was not measured. */
  public OptionalDouble value(Map<String, String> levels) {
    return cell(levels)
        .flatMap(cell -> cell.metric(metric))
        .map(estimate -> OptionalDouble.of(estimate.value()))
        .orElse(OptionalDouble.empty());
  }

  /** The figure with its interval as a link to its record; a dash where there is none. */
  public String link(Map<String, String> levels, double scale, String unit) {
    return cell(levels)
        .flatMap(cell -> cell.metric(metric).map(one -> link(cell, one, scale, unit)))
        .orElse(NONE);
  }

  private String link(OfCell cell, Estimate one, double scale, String unit) {
    return RecordLink.to(
        Numerals.bracketed(
            one.value() * scale,
            scaled(one.bounds().lo(), scale),
            scaled(one.bounds().hi(), scale),
            unit),
        At.metric(summary, cell.id(), metric));
  }

  private static OptionalDouble scaled(OptionalDouble value, double scale) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * scale) : value;
  }

  /** The cell with these levels, by parameter; empty where that variant was not measured. */
  public Optional<OfCell> cell(Map<String, String> levels) {
    return summary.cells().stream()
        .filter(
            cell ->
                levels.entrySet().stream()
                    .allMatch(
                        level ->
                            level
                                .getValue()
                                .equals(
                                    String.valueOf(
                                        cell.levels().get(Level.factor(level.getKey()))))))
        .findFirst();
  }
}
