package dev.paddock.experiment;

import dev.paddock.record.Metric;

/** What the user wants of a metric. */
public sealed interface Objective {
  Metric metric();

  /** At most {@code limit}, in the metric's unit. */
  record AtMost(Metric metric, double limit) implements Objective {}

  /** At least {@code limit}, in the metric's unit. */
  record AtLeast(Metric metric, double limit) implements Objective {}

  /** As low as can be had. */
  record Least(Metric metric) implements Objective {}

  /** As high as can be had. */
  record Most(Metric metric) implements Objective {}
}
