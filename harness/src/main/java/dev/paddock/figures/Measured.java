package dev.paddock.figures;

import dev.paddock.record.Figure;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.Sketch;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.TrialSummary.OfMetric;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one trial measured, as its summary has it.
 *
 * @param figures by the metrics' names, in the metrics' units
 * @param shapes the distributions that charts show as such, by the quantities' names
 */
public record Measured(Map<String, OfMetric> figures, Map<String, Sketch> shapes) {

  /** What a summary says that was written when the trial ended. */
  public static Measured of(TrialSummary summary) {
    return new Measured(summary.figures(), summary.shapes());
  }

  /** The figures of a trial that something else measured; names that are no metric are skipped. */
  public static Measured of(SortedMap<String, Figure> written) {
    Map<String, OfMetric> figures = new TreeMap<>();
    written.forEach(
        (name, figure) -> {
          if (Metric.named(name).isPresent() && Double.isFinite(figure.value())) {
            figures.put(name, new OfMetric(figure.value(), figure.n(), figure.n()));
          }
        });
    return new Measured(figures, Map.of());
  }

  public Optional<OfMetric> figure(Metric metric) {
    return Optional.ofNullable(figures.get(metric.name()));
  }

  public Optional<Sketch> shape(Quantity quantity) {
    return Optional.ofNullable(shapes.get(quantity.word()));
  }

  /** The same without the shapes, which are large. */
  public Measured figuresOnly() {
    return new Measured(figures, Map.of());
  }
}
