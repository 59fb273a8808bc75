package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Quantity;
import dev.paddock.record.Sketch;
import dev.paddock.record.TrialSummary;
import dev.paddock.stats.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one trial measured.
 *
 * @param figures one value a metric, in the metric's unit
 * @param shapes the distributions of the quantities that charts show as such
 */
record Measured(Map<Metric, One> figures, Map<Quantity, Sketch> shapes) {
  Measured {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
  }

  /**
   * A trial's figure.
   *
   * @param n values that it rests on, for example gaps between chunks
   * @param requests that gave these values
   * @param interval from the trial's own order statistics, for one that is a cell's only trial
   */
  record One(double value, long n, long requests, Optional<Interval> interval) {
    One(double value, long n, long requests) {
      this(value, n, requests, Optional.empty());
    }
  }

  /** What a summary says that was written when the trial ended. */
  static Measured of(TrialSummary summary) {
    Map<Metric, One> figures = new LinkedHashMap<>();
    for (Metric metric : Metrics.all()) {
      Optional.ofNullable(summary.figures().get(metric.name()))
          .ifPresent(kept -> figures.put(metric, one(kept)));
    }
    Map<Quantity, Sketch> shapes = new LinkedHashMap<>();
    for (Quantity quantity : Shapes.SHOWN) {
      Optional.ofNullable(summary.shapes().get(quantity.word()))
          .ifPresent(shape -> shapes.put(quantity, shape));
    }
    return new Measured(figures, shapes);
  }

  private static One one(TrialSummary.OfMetric kept) {
    return new One(
        kept.value(),
        kept.n(),
        kept.requests(),
        kept.lo().isPresent() && kept.hi().isPresent()
            ? Optional.of(new Interval(kept.lo().getAsDouble(), kept.hi().getAsDouble()))
            : Optional.empty());
  }

  Optional<One> figure(Metric metric) {
    return Optional.ofNullable(figures.get(metric));
  }

  Optional<Sketch> shape(Quantity quantity) {
    return Optional.ofNullable(shapes.get(quantity));
  }

  /** The same without the shapes, which are large. */
  Measured figuresOnly() {
    return new Measured(figures, Map.of());
  }
}
