package dev.paddock.experiment;

import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the user wants of a metric. */
public sealed interface Objective {
  Metric metric();

  /** The first limit on how long something takes; it says up to which load a server serves. */
  static Optional<AtMost> ofLatency(List<Objective> objectives) {
    return objectives.stream()
        .flatMap(one -> one instanceof AtMost limit ? Stream.of(limit) : Stream.empty())
        .filter(limit -> limit.metric().quantity().distribution())
        .filter(limit -> limit.metric().quantity() != Quantity.LAG)
        .findFirst();
  }

  /** At most {@code limit}, in the metric's unit. */
  record AtMost(Metric metric, double limit) implements Objective {}

  /** At least {@code limit}, in the metric's unit. */
  record AtLeast(Metric metric, double limit) implements Objective {}

  /** As low as can be had. */
  record Least(Metric metric) implements Objective {}

  /** As high as can be had. */
  record Most(Metric metric) implements Objective {}
}
