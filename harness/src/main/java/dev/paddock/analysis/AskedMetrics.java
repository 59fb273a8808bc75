package dev.paddock.analysis;

import dev.paddock.experiment.Objective;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which metrics the first sentence may speak of.
 *
 * @param spoken that of each objective, else the first latency and the first throughput of the
 *     experiment's metrics
 * @param wanted those of them that a cell can be the best at: what is wanted least or most of,
 *     where there is that, else all
 * @param latency the first of the experiment's metrics, which the front has
 * @param throughput likewise
 * @param capacity whether it also says which configuration bears more load
 */
record AskedMetrics(
    List<Metric> spoken, List<Metric> wanted, Metric latency, Metric throughput, boolean capacity) {
  private static final Set<Quantity> THROUGHPUTS =
      Set.of(
          Quantity.THROUGHPUT_TOKENS,
          Quantity.THROUGHPUT_REQUESTS,
          Quantity.VECTORS,
          Quantity.EMBEDDED,
          Quantity.GOODPUT);

  AskedMetrics {
    spoken = List.copyOf(spoken);
    wanted = List.copyOf(wanted);
  }

  /** The number of statements that share the error of the first sentence. */
  int statements() {
    return spoken.size() + (capacity ? 1 : 0);
  }

  /**
   * Of an experiment that measures these, the first the most.
   *
   * @param alongLoad whether load is varied, so that a limit on a latency asks for a capacity
   */
  static AskedMetrics of(List<Objective> objectives, List<Metric> metrics, boolean alongLoad) {
    Metric latency = Metric.latency(metrics);
    Optional<Metric> throughput =
        metrics.stream().filter(one -> THROUGHPUTS.contains(one.quantity())).findFirst();
    List<Metric> usual =
        Stream.concat(metrics.stream().filter(latency::equals).limit(1), throughput.stream())
            .toList();
    List<Metric> spoken =
        objectives.isEmpty()
            ? usual.isEmpty() ? metrics.stream().limit(1).toList() : usual
            : objectives.stream().map(Objective::metric).distinct().toList();
    List<Metric> extremes =
        objectives.stream()
            .filter(one -> one instanceof Objective.Least || one instanceof Objective.Most)
            .map(Objective::metric)
            .distinct()
            .toList();
    return new AskedMetrics(
        spoken,
        extremes.isEmpty() ? spoken : extremes,
        latency,
        throughput.orElse(Metric.THROUGHPUT),
        alongLoad && Objective.ofLatency(objectives).isPresent());
  }
}
