package dev.paddock.analysis;

import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Interval;
import dev.paddock.summary.Summary.Point;
import dev.paddock.summary.Summary.Point.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Latency against throughput: where each cell lies, and what is shown of it and the front of its
 * condition, by the same error as the best set of two metrics. A share of blocks drawn anew would
 * be no probability of being on it: of cells that are all the same it said 98 %.
 */
record Front(AskedMetrics asked, List<LoadCondition> conditions, Layout layout, double margin) {
  private static final int METRICS = 2;

  /**
   * A point for every cell that has both figures.
   *
   * @param judged those that were measured to the end; of the others nothing is told
   * @param all in the order of the points
   */
  List<Point> of(List<Observed> judged, List<Observed> all) {
    Map<String, Place> places = new HashMap<>();
    for (LoadCondition condition : conditions) {
      List<Observed> cells = condition.of(judged).stream().filter(this::hasBoth).toList();
      Under under = new Under(condition, cells);
      cells.forEach(cell -> places.put(cell.cell().id(), under.place(cell)));
    }
    return all.stream()
        .filter(this::hasBoth)
        .flatMap(cell -> point(cell, places.getOrDefault(cell.cell().id(), Place.UNTOLD)).stream())
        .toList();
  }

  private boolean hasBoth(Observed cell) {
    return !cell.figures(asked.latency()).isEmpty() && !cell.figures(asked.throughput()).isEmpty();
  }

  private Optional<Point> point(Observed cell, Place place) {
    return CellEstimate.of(asked.latency(), cell)
        .flatMap(
            latency ->
                CellEstimate.of(asked.throughput(), cell)
                    .map(
                        throughput ->
                            new Point(
                                cell.cell().id(),
                                asked.latency().name(),
                                latency.value(),
                                asked.throughput().name(),
                                throughput.value(),
                                OptionalDouble.empty(),
                                place == Place.ON,
                                place)));
  }

  private final class Under {
    private final List<Observed> cells;
    private final Pairs latency;
    private final Pairs throughput;
    private final double confidence;
    private final boolean[][] sooner;
    private final boolean[][] busier;

    Under(LoadCondition condition, List<Observed> cells) {
      this.cells = cells;
      this.latency = Pairs.of(asked.latency(), cells, layout);
      this.throughput = Pairs.of(asked.throughput(), cells, layout);
      this.confidence = condition.confidence(conditions, METRICS);
      this.sooner = latency.ahead(confidence);
      this.busier = throughput.ahead(confidence);
    }

    Place place(Observed cell) {
      List<Observed> others =
          cells.stream().filter(one -> !one.cell().equals(cell.cell())).toList();
      if (others.stream().anyMatch(other -> beats(other, cell))) {
        return Place.OFF;
      }
      boolean aheadOfAll =
          others.stream()
              .allMatch(other -> better(latency, cell, other) || better(throughput, cell, other));
      return aheadOfAll && !others.isEmpty() ? Place.ON : Place.UNTOLD;
    }

    private boolean beats(Observed one, Observed other) {
      return (better(latency, one, other) && notWorse(throughput, one, other))
          || (better(throughput, one, other) && notWorse(latency, one, other));
    }

    private boolean better(Pairs pairs, Observed one, Observed other) {
      boolean[][] ahead = pairs.metric().equals(latency.metric()) ? sooner : busier;
      return ahead[pairs.place(one)][pairs.place(other)];
    }

    private boolean notWorse(Pairs pairs, Observed one, Observed other) {
      Metric metric = pairs.metric();
      return pairs
          .compare(one, other)
          .filter(Comparison::ratio)
          .flatMap(of -> of.interval(confidence))
          .filter(
              (Interval ratio) ->
                  metric.quantity().lowerIsBetter()
                      ? ratio.high() < 1 + margin
                      : ratio.low() > 1 - margin)
          .isPresent();
    }
  }
}
