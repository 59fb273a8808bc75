package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one trial measured.
 *
 * @param figures one value a metric, in the metric's unit
 * @param samples the distributions behind them, in the order of arrival and the metric's unit
 */
record Measured(Map<Metric, One> figures, Map<Quantity, double[]> samples) {
  Measured {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
  }

  /**
   * A trial's figure.
   *
   * @param n values that it rests on, for example gaps between chunks
   * @param requests that gave these values
   */
  record One(double value, long n, long requests) {}

  Optional<One> figure(Metric metric) {
    return Optional.ofNullable(figures.get(metric));
  }

  double[] sample(Quantity quantity) {
    return samples.getOrDefault(quantity, new double[0]);
  }
}
