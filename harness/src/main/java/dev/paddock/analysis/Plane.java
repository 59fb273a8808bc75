package dev.paddock.analysis;

import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.stats.Pareto;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary.Point;
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
  private static final int DRAWS = 2000;

  private Plane() {}

  static List<Point> of(Metric latency, List<Observed> cells, long seed) {
    SortedSet<Integer> blocks = new TreeSet<>();
    cells.forEach(cell -> blocks.addAll(cell.valid().keySet()));
    double[][] cost = cells.stream().map(c -> row(c, latency, blocks)).toArray(double[][]::new);
    double[][] gain =
        cells.stream().map(c -> row(c, Metric.THROUGHPUT, blocks)).toArray(double[][]::new);
    double[] probability = Pareto.probabilities(cost, gain, DRAWS, seed);
    boolean[] front = Pareto.front(means(cost), means(gain));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Observed cell = cells.get(i);
      Optional<Estimate> x = CellEstimate.of(Metric.THROUGHPUT, cell);
      Optional<Estimate> y = CellEstimate.of(latency, cell);
      if (x.isPresent() && y.isPresent()) {
        points.add(
            new Point(
                cell.cell().id(),
                latency.name(),
                y.get().value(),
                Metric.THROUGHPUT.name(),
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
    Map<Integer, OfMetric> figures = cell.figures(metric);
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
