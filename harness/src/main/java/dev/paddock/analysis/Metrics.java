package dev.paddock.analysis;

import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Quantity;
import dev.paddock.experiment.Metric.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which metrics a summary has, in its order. */
final class Metrics {
  private static final List<Metric> ALL =
      Arrays.stream(Quantity.values())
          .flatMap(quantity -> Stream.of(Statistic.values()).map(s -> new Metric(quantity, s)))
          .filter(metric -> Metric.named(metric.name()).isPresent())
          .toList();

  private Metrics() {}

  /** Every metric that there is. */
  static List<Metric> all() {
    return ALL;
  }

  /** The parts of a request, in the order in which they happen. */
  static List<Metric> anatomy() {
    return ALL.stream()
        .filter(m -> m.quantity().part() && m.statistic() == Statistic.WHOLE)
        .toList();
  }
}
