package dev.paddock.analysis;

import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Observed;
import dev.paddock.figures.Pool;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.Sketch;
import dev.paddock.stats.EDivisive;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Line;
import dev.paddock.stats.OrderStatistics;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Drift.Change;
import dev.paddock.summary.Drift.Moment;
import dev.paddock.summary.Summary.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What charts show beside estimates: distributions, and the control cell over time. */
final class Shapes {
  /** Fewer blocks cannot show a change at 5 % that is not at their middle. */
  private static final int LEAST_TO_CHANGE = 8;

  private static final int PERMUTATIONS = 999;
  private static final double MILLI = 1e6;
  private static final double[] LEVELS = {
    0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98,
    0.99, 0.993, 0.995, 0.997, 0.998, 0.999
  };

  private Shapes() {}

  /** The distribution of a quantity over a cell's valid trials; none where there is no value. */
  static Optional<Distribution> distribution(Quantity quantity, Observed cell) {
    List<Sketch> trials =
        cell.valid().values().stream().flatMap(trial -> trial.shape(quantity).stream()).toList();
    return Pool.of(trials)
        .map(
            pool ->
                new Distribution(
                    cell.cell().id(),
                    quantity.word(),
                    quantity.unit(),
                    trials.size(),
                    pool.n(),
                    quantiles(pool)));
  }

  private static List<List<Double>> quantiles(Pool pool) {
    return Arrays.stream(LEVELS)
        .filter(level -> OrderStatistics.least(level, Observed.CONFIDENCE) <= pool.n())
        .mapToObj(level -> List.of(level, pool.quantile(level) / MILLI))
        .toList();
  }

  /**
   * The control's figure in each block; none where there are fewer than two.
   *
   * @param seed of the permutations that a change of level is tested by
   */
  static Optional<Drift> drift(
      Metric metric, Observed control, Instant start, Map<Integer, Instant> ends, long seed) {
    List<Moment> moments = new ArrayList<>();
    control
        .figures(metric)
        .forEach(
            (block, figure) ->
                moments.add(
                    new Moment(
                        block,
                        Duration.between(start, ends.getOrDefault(block, start)).toMillis()
                            / 3_600_000.0,
                        figure.value())));
    if (moments.size() < 2) {
      return Optional.empty();
    }
    OptionalDouble ratio = OptionalDouble.empty();
    Optional<Interval> interval = Optional.empty();
    if (moments.size() > 2 && moments.stream().allMatch(moment -> moment.value() > 0)) {
      Line line =
          Line.through(
              moments.stream().mapToDouble(Moment::block).toArray(),
              moments.stream().mapToDouble(moment -> Math.log(moment.value())).toArray());
      double span = moments.getLast().block() - moments.getFirst().block();
      ratio = OptionalDouble.of(Math.exp(line.slope() * span));
      interval = line.slopeInterval(Observed.CONFIDENCE).map(s -> s.map(x -> Math.exp(x * span)));
    }
    return Optional.of(
        new Drift(
            metric.name(),
            metric.unit(),
            List.copyOf(moments),
            ratio,
            new Bounds(interval),
            changes(moments, seed),
            interval.isPresent()
                ? "least squares of the logarithms over blocks, t interval of the slope"
                : CellEstimate.DESCRIPTIVE));
  }

  /** Where the level of the logarithms changed; none of too few blocks, or without logarithms. */
  private static List<Change> changes(List<Moment> moments, long seed) {
    if (moments.size() < LEAST_TO_CHANGE
        || moments.stream().anyMatch(moment -> moment.value() <= 0)) {
      return List.of();
    }
    double[] logs = moments.stream().mapToDouble(moment -> Math.log(moment.value())).toArray();
    List<Integer> starts =
        EDivisive.of(logs, PERMUTATIONS, 1 - Observed.CONFIDENCE, seed).stream()
            .map(EDivisive.ChangePoint::index)
            .toList();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int from = i == 0 ? 0 : starts.get(i - 1);
      int at = starts.get(i);
      int to = i + 1 < starts.size() ? starts.get(i + 1) : logs.length;
      double ratio = Math.exp(mean(logs, at, to) - mean(logs, from, at));
      changes.add(new Change(moments.get(at).block(), ratio));
    }
    return List.copyOf(changes);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }
}
