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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The figures of one trial, each by its quantity's own formula. Only measured requests that ended
 * well have a latency; one without a token is counted, but has no first one. In quantiles of {@link
 * Quantity#WAITS} each request that failed ranks slower than all of these.
 */
final class TrialFigures {
  private static final double MILLI = 1e6;

  private final Map<String, OfMetric> figures = new TreeMap<>();
  private final Map<String, Sketch> shapes = new TreeMap<>();
  private final SortedSet<String> above = new TreeSet<>();

  private TrialFigures() {}

  /** The figures of a trial that sent requests. */
  static Measured of(Recording trial) {
    TrialFigures all = new TrialFigures();
    List<Request> counted = trial.counted();
    for (Quantity quantity : Quantity.values()) {
      switch (quantity.formula()) {
        case OfRequest(Function<Request, DoubleStream> values) ->
            all.distribution(
                quantity,
                counted.stream().map(values).map(DoubleStream::toArray).toList(),
                Quantity.WAITS.contains(quantity) ? trial.failed() : 0);
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
    return new Measured(all.figures, all.shapes, all.above);
  }

  private void put(Metric metric, OfMetric figure) {
    figures.put(metric.name(), figure);
  }

  private void distribution(Quantity quantity, List<double[]> byRequest, int failed) {
    double[] values = byRequest.stream().flatMapToDouble(Arrays::stream).toArray();
    if (values.length == 0) {
      return;
    }
    long requests = byRequest.stream().filter(of -> of.length > 0).count();
    if (Quantity.SHAPES.contains(quantity)) {
      Sketch.of(Arrays.stream(values).mapToLong(value -> Math.round(value * MILLI)).toArray())
          .ifPresent(shape -> shapes.put(quantity.word(), shape));
    }
    double[] ranked = Arrays.copyOf(values, values.length + failed);
    Arrays.fill(ranked, values.length, ranked.length, Double.POSITIVE_INFINITY);
    double[] sorted = ranked.clone();
    Arrays.sort(sorted);
    OfMetric mean =
        new OfMetric(Arrays.stream(values).average().orElseThrow(), values.length, requests);
    for (Metric metric : Metric.of(quantity)) {
      switch (metric.statistic()) {
        case MEAN, WHOLE -> put(metric, mean);
        case P50, P90, P95, P99 -> {
          OfMetric figure = quantile(metric.statistic().quantile(), ranked, sorted, requests);
          if (Double.isFinite(figure.value())) {
            put(metric, figure);
          } else {
            above.add(metric.name());
          }
        }
      }
    }
  }

  private static OfMetric quantile(double q, double[] values, double[] sorted, long requests) {
    Optional<Interval> interval =
        OrderStatistics.interval(values, q, Observed.CONFIDENCE)
            .filter(one -> Double.isFinite(one.high()));
    return new OfMetric(
        Quantile.ofSorted(sorted, q),
        values.length,
        requests,
        CellEstimate.low(interval),
        CellEstimate.high(interval));
  }
}
