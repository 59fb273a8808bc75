package dev.paddock.figures;

import dev.paddock.record.Figure;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.Sketch;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.TrialSummary.OfMetric;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What one trial measured, as its summary has it.
 *
 * @param figures by the metrics' names, in the metrics' units
 * @param shapes the distributions that charts show as such, by the quantities' names
 * @param above names of metrics that lie above the time-out, since too many requests failed
 */
public record Measured(
    Map<String, OfMetric> figures, Map<String, Sketch> shapes, Set<String> above) {

  /** What a trial measured in which no quantile falls among requests that failed. */
  public Measured(Map<String, OfMetric> figures, Map<String, Sketch> shapes) {
    this(figures, shapes, Set.of());
  }

  /** What a summary says that was written when the trial ended. */
  public static Measured of(TrialSummary summary) {
    return new Measured(summary.figures(), summary.shapes(), summary.above());
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

  /** The same without what is known of these quantities. */
  public Measured without(Set<Quantity> lost) {
    if (lost.isEmpty()) {
      return this;
    }
    Predicate<String> gone =
        name -> Metric.named(name).map(Metric::quantity).filter(lost::contains).isPresent();
    Map<String, OfMetric> some = new TreeMap<>(figures);
    some.keySet().removeIf(gone);
    Map<String, Sketch> someShapes = new TreeMap<>(shapes);
    lost.forEach(quantity -> someShapes.remove(quantity.word()));
    Set<String> someAbove = new TreeSet<>(above);
    someAbove.removeIf(gone);
    return new Measured(some, someShapes, someAbove);
  }

  /** The same with what only another has: a trial that was measured again fills gaps alone. */
  public Measured filledBy(Measured other) {
    Map<String, OfMetric> allFigures = new TreeMap<>(other.figures);
    allFigures.keySet().removeAll(above);
    allFigures.putAll(figures);
    Map<String, Sketch> allShapes = new TreeMap<>(other.shapes);
    allShapes.putAll(shapes);
    Set<String> allAbove = new TreeSet<>(other.above);
    allAbove.removeAll(figures.keySet());
    allAbove.addAll(above);
    return new Measured(allFigures, allShapes, allAbove);
  }

  /** The same without the shapes, which are large. */
  public Measured figuresOnly() {
    return new Measured(figures, Map.of(), above);
  }
}
