package dev.paddock.figures;

import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.OfCell.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A cell's own figure: the trial is the unit, so its interval is Student's over the trials'
 * figures, on the logarithmic scale where they are all positive. A single trial has the interval of
 * its own order statistics, or none.
 */
public final class CellEstimate {
  public static final String GEOMETRIC = "geometric mean over trials, t interval";
  public static final String MEAN = "mean over trials, t interval";
  static final String ORDER = "one trial, order-statistic interval";
  public static final String DESCRIPTIVE = "descriptive";

  private CellEstimate() {}

  /** The estimate; none where no valid trial has the figure. */
  public static Optional<Estimate> of(Metric metric, Observed cell) {
    List<OfMetric> figures = List.copyOf(cell.figures(metric).values());
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    boolean linear = Observed.linear(metric, figures);
    Student student = student(figures, linear);
    double value = linear ? student.mean() : Math.exp(student.mean());
    Optional<Interval> interval = Optional.empty();
    OptionalDouble spread = OptionalDouble.empty();
    String estimator = DESCRIPTIVE;
    if (!Observed.descriptive(metric, figures)) {
      if (figures.size() > 1) {
        interval = student.interval(cell.looks().nominal(Observed.CONFIDENCE));
        interval = linear ? interval : interval.map(logs -> logs.map(Math::exp));
        spread = OptionalDouble.of(student.sd());
        estimator = linear ? MEAN : GEOMETRIC;
      } else {
        interval = cell.valid().size() == 1 ? figures.getFirst().interval() : Optional.empty();
        estimator = interval.isPresent() ? ORDER : DESCRIPTIVE;
      }
    }
    return Optional.of(
        new Estimate(
            value,
            metric.unit(),
            new Bounds(interval),
            spread,
            figures.size(),
            figures.stream().mapToLong(OfMetric::requests).sum(),
            figures.stream().mapToLong(OfMetric::n).sum(),
            estimator));
  }

  private static Student student(List<OfMetric> figures, boolean linear) {
    return Student.of(
        figures.stream()
            .mapToDouble(one -> linear ? one.value() : Math.log(one.value()))
            .toArray());
  }

  /**
   * How many trials it takes in all until the interval leaves {@code limit} out, if the estimate is
   * right; empty where more than {@code most}, or where it is descriptive.
   */
  public static OptionalInt needed(Metric metric, Observed cell, double limit, int most) {
    List<OfMetric> figures = List.copyOf(cell.figures(metric).values());
    if (figures.size() < 2 || Observed.descriptive(metric, figures)) {
      return OptionalInt.empty();
    }
    boolean linear = Observed.linear(metric, figures);
    Student student = student(figures, linear);
    double distance = Math.abs(student.mean() - (linear ? limit : Math.log(limit)));
    return student.needed(distance, cell.looks().nominal(Observed.CONFIDENCE), most);
  }

  public static OptionalDouble low(Optional<Interval> interval) {
    return interval.isPresent() ? OptionalDouble.of(interval.get().low()) : OptionalDouble.empty();
  }

  public static OptionalDouble high(Optional<Interval> interval) {
    return interval.isPresent() ? OptionalDouble.of(interval.get().high()) : OptionalDouble.empty();
  }
}
