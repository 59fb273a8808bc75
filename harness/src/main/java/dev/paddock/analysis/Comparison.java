package dev.paddock.analysis;

import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.experiment.Metric;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Two cells on one metric, over the blocks that they share: the paired-t statement about the
 * per-block differences, of logarithms where all figures are positive.
 *
 * @param ratio whether it speaks of a ratio; else of a difference in the metric's unit
 * @param descriptive whether the figures are quantiles of too few values to have an interval
 */
record Comparison(
    Metric metric, Student differences, boolean ratio, boolean descriptive, long requests) {

  /** The comparison; none where no block has both. */
  static Optional<Comparison> of(Metric metric, Observed cell, Observed versus) {
    SortedMap<Integer, Measured.One> these = cell.figures(metric);
    SortedMap<Integer, Measured.One> those = versus.figures(metric);
    List<Measured.One> all = new ArrayList<>();
    these.forEach(
        (block, figure) -> {
          Optional.ofNullable(those.get(block))
              .ifPresent(
                  other -> {
                    all.add(figure);
                    all.add(other);
                  });
        });
    if (all.isEmpty()) {
      return Optional.empty();
    }
    boolean linear = Observed.linear(metric, all);
    double[] differences = new double[all.size() / 2];
    for (int i = 0; i < differences.length; i++) {
      double a = all.get(2 * i).value();
      double b = all.get(2 * i + 1).value();
      differences[i] = linear ? a - b : Math.log(a) - Math.log(b);
    }
    return Optional.of(
        new Comparison(
            metric,
            Student.of(differences),
            !linear,
            Observed.descriptive(metric, all),
            all.stream().mapToLong(Measured.One::requests).sum()));
  }

  int blocks() {
    return differences.n();
  }

  /** The ratio, or the difference. */
  double value() {
    return ratio ? Math.exp(differences.mean()) : differences.mean();
  }

  /** Its interval; none for one block or a descriptive quantile. */
  Optional<Interval> interval(double confidence) {
    if (descriptive) {
      return Optional.empty();
    }
    Optional<Interval> interval = differences.interval(confidence);
    return ratio ? interval.map(logs -> logs.map(Math::exp)) : interval;
  }

  /** The p-value of no difference; 1 where there is no interval. */
  double pValue() {
    return pValue(1);
  }

  /** The p-value of a true ratio of {@code expected}. */
  double pValue(double expected) {
    return descriptive ? 1 : differences.pValue(ratio ? Math.log(expected) : 0);
  }

  /** Equivalent goes before lower and higher; a difference has no margin to be equivalent in. */
  Verdict verdict(Optional<Interval> adjusted, double margin) {
    double same = ratio ? 1 : 0;
    if (adjusted.isEmpty()) {
      return Verdict.INCONCLUSIVE;
    }
    if (ratio && adjusted.get().within(1 - margin, 1 + margin)) {
      return Verdict.EQUIVALENT;
    }
    if (adjusted.get().high() < same) {
      return Verdict.LOWER;
    }
    return adjusted.get().low() > same ? Verdict.HIGHER : Verdict.INCONCLUSIVE;
  }

  /** What a verdict means to the user: better, worse, or nothing. */
  static String reads(Metric metric, Verdict verdict) {
    return switch (verdict) {
      case LOWER -> metric.quantity().lowerIsBetter() ? "better" : "worse";
      case HIGHER -> metric.quantity().lowerIsBetter() ? "worse" : "better";
      case EQUIVALENT, INCONCLUSIVE -> "";
    };
  }

  String estimator() {
    if (interval(Observed.CONFIDENCE).isEmpty()) {
      return CellEstimate.DESCRIPTIVE;
    }
    return ratio ? "geometric mean of per-block ratios, paired t" : "mean difference, paired t";
  }
}
