package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.stats.Quantile;
import dev.paddock.summary.Summary.Outlier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToIntBiFunction;
import java.util.stream.DoubleStream;

/**
 * Trials that lie far from the others of their cell. They are named and they count: a wild trial is
 * what the machine did, and who removes it measures another machine.
 *
 * <p>Far is more than 3.5 standard deviations from the cell's median on the scale of logarithms,
 * the standard deviation taken as 1.4826 times the median absolute deviation, which the outlier
 * itself does not move; and more than 10 %, since trials that agree to a permille would all have
 * neighbours far away.
 */
final class Outliers {
  private static final int LEAST_TRIALS = 5;
  private static final double FAR = 3.5;
  private static final double MATTERS = Math.log(1.1);

  /** The median absolute deviation of a normal distribution is its standard deviation over this. */
  private static final double NORMAL = 1.4826;

  private Outliers() {}

  /**
   * The outliers, in the order of the trials.
   *
   * @param metrics to look at
   * @param number of the trial of a cell in a block
   */
  static List<Outlier> of(
      List<Metric> metrics, List<Observed> cells, ToIntBiFunction<String, Integer> number) {
    List<Outlier> outliers = new ArrayList<>();
    for (Metric metric : metrics) {
      for (Observed cell : cells) {
        outliers.addAll(of(metric, cell, number));
      }
    }
    outliers.sort(Comparator.comparingInt(Outlier::trial).thenComparing(Outlier::metric));
    return List.copyOf(outliers);
  }

  private static List<Outlier> of(
      Metric metric, Observed cell, ToIntBiFunction<String, Integer> number) {
    SortedMap<Integer, OfMetric> figures = cell.figures(metric);
    if (figures.size() < LEAST_TRIALS || Observed.linear(metric, List.copyOf(figures.values()))) {
      return List.of();
    }
    double middle = median(logs(figures));
    double spread = NORMAL * median(logs(figures).map(log -> Math.abs(log - middle)));
    double far = Math.max(FAR * spread, MATTERS);
    List<Outlier> outliers = new ArrayList<>();
    for (Map.Entry<Integer, OfMetric> figure : figures.entrySet()) {
      double value = figure.getValue().value();
      if (Math.abs(Math.log(value) - middle) > far) {
        outliers.add(
            new Outlier(
                number.applyAsInt(cell.cell().id(), figure.getKey()),
                cell.cell().id(),
                figure.getKey(),
                metric.name(),
                value,
                metric.unit(),
                value / Math.exp(middle)));
      }
    }
    return outliers;
  }

  private static DoubleStream logs(SortedMap<Integer, OfMetric> figures) {
    return figures.values().stream().mapToDouble(figure -> Math.log(figure.value()));
  }

  private static double median(DoubleStream values) {
    return Quantile.of(values.toArray(), 0.5);
  }
}
