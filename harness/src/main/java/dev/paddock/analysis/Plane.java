package dev.paddock.analysis;

import dev.paddock.analysis.Summary.Point;
import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Quantity;
import dev.paddock.experiment.Metric.Statistic;
import dev.paddock.stats.Pareto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Latency against throughput: where each cell lies, which are on the front, and how surely, by
 * drawing the blocks anew for all cells jointly.
 */
final class Plane {
  static final Metric THROUGHPUT = new Metric(Quantity.THROUGHPUT_TOKENS, Statistic.WHOLE);
  private static final int DRAWS = 2000;

  private Plane() {}

  /** The latency of the plane: the first that the experiment lists, else the median TTFT. */
  static Metric latency(List<Metric> listed) {
    return listed.stream()
        .filter(metric -> metric.quantity().distribution() && !metric.quantity().part())
        .filter(metric -> metric.quantity() != Quantity.TIME)
        .findFirst()
        .orElse(new Metric(Quantity.TTFT, Statistic.P50));
  }

  static List<Point> of(Metric latency, List<Observed> cells, long seed) {
    SortedSet<Integer> blocks = new TreeSet<>();
    cells.forEach(cell -> blocks.addAll(cell.valid().keySet()));
    double[][] cost = cells.stream().map(c -> row(c, latency, blocks)).toArray(double[][]::new);
    double[][] gain = cells.stream().map(c -> row(c, THROUGHPUT, blocks)).toArray(double[][]::new);
    double[] probability = Pareto.probabilities(cost, gain, DRAWS, seed);
    boolean[] front = Pareto.front(means(cost), means(gain));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Observed cell = cells.get(i);
      Optional<Summary.Estimate> x = CellEstimate.of(THROUGHPUT, cell);
      Optional<Summary.Estimate> y = CellEstimate.of(latency, cell);
      if (x.isPresent() && y.isPresent()) {
        points.add(
            new Point(
                cell.cell().id(),
                latency.name(),
                y.get().value(),
                THROUGHPUT.name(),
                x.get().value(),
                blocks.size() < 2 || Double.isNaN(probability[i])
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(probability[i]),
                front[i]));
      }
    }
    return List.copyOf(points);
  }

  private static double[] row(Observed cell, Metric metric, SortedSet<Integer> blocks) {
    Map<Integer, Measured.One> figures = cell.figures(metric);
    return blocks.stream()
        .mapToDouble(
            block ->
                Optional.ofNullable(figures.get(block))
                    .filter(one -> one.value() > 0)
                    .map(one -> Math.log(one.value()))
                    .orElse(Double.NaN))
        .toArray();
  }

  private static double[] means(double[][] rows) {
    return Arrays.stream(rows)
        .mapToDouble(
            row ->
                Arrays.stream(row)
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }
}
