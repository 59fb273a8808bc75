package dev.paddock.figures;

import dev.paddock.record.Formula;
import dev.paddock.record.Formula.OfRequest;
import dev.paddock.record.Formula.OfSuite;
import dev.paddock.record.Formula.OfTrial;
import dev.paddock.record.Metric;
import dev.paddock.record.Metric.Statistic;
import dev.paddock.record.Quantity;
import dev.paddock.record.Recording;
import dev.paddock.record.Request;
import dev.paddock.record.Sketch;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.stats.Interval;
import dev.paddock.stats.OrderStatistics;
import dev.paddock.stats.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The figures of one trial, each by its quantity's own formula. Only measured requests that ended
 * well count in a latency; one without a token is counted, but has no first one.
 */
final class TrialFigures {
  private static final double MILLI = 1e6;

  private final Map<String, OfMetric> figures = new TreeMap<>();
  private final Map<String, Sketch> shapes = new TreeMap<>();

  private TrialFigures() {}

  /** The figures of a trial that sent requests. */
  static Measured of(Recording trial) {
    TrialFigures all = new TrialFigures();
    List<Request> counted = trial.counted();
    for (Quantity quantity : Quantity.values()) {
      switch (quantity.formula()) {
        case OfRequest(Function<Request, DoubleStream> values) ->
            all.distribution(
                quantity, counted.stream().map(values).map(DoubleStream::toArray).toList());
        case OfTrial(Function<Recording, Optional<Formula.Whole>> value) ->
            value
                .apply(trial)
                .ifPresent(
                    one ->
                        all.put(
                            new Metric(quantity, Statistic.WHOLE),
                            new OfMetric(one.value(), one.requests(), one.requests())));
        case OfSuite() -> {}
      }
    }
    return new Measured(all.figures, all.shapes);
  }

  private void put(Metric metric, OfMetric figure) {
    figures.put(metric.name(), figure);
  }

  private void distribution(Quantity quantity, List<double[]> byRequest) {
    double[] values = byRequest.stream().flatMapToDouble(Arrays::stream).toArray();
    if (values.length == 0) {
      return;
    }
    long requests = byRequest.stream().filter(of -> of.length > 0).count();
    if (Quantity.SHAPES.contains(quantity)) {
      Sketch.of(Arrays.stream(values).mapToLong(value -> Math.round(value * MILLI)).toArray())
          .ifPresent(shape -> shapes.put(quantity.word(), shape));
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    OfMetric mean =
        new OfMetric(Arrays.stream(values).average().orElseThrow(), values.length, requests);
    for (Metric metric : Metric.of(quantity)) {
      put(
          metric,
          switch (metric.statistic()) {
            case P50, P90, P95, P99 ->
                quantile(metric.statistic().quantile(), values, sorted, requests);
            case MEAN, WHOLE -> mean;
          });
    }
  }

  private static OfMetric quantile(double q, double[] values, double[] sorted, long requests) {
    Optional<Interval> interval = OrderStatistics.interval(values, q, Observed.CONFIDENCE);
    return new OfMetric(
        Quantile.ofSorted(sorted, q),
        values.length,
        requests,
        CellEstimate.low(interval),
        CellEstimate.high(interval));
  }
}
