package dev.paddock.figures;

import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.stats.HodgesLehmann;
import dev.paddock.stats.Interval;
import dev.paddock.stats.SignFlip;
import dev.paddock.stats.Strata.Contrast;
import dev.paddock.stats.Strata.Stratum;
import dev.paddock.stats.Student;
import dev.paddock.stats.VarghaDelaney;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two cells on one metric, over the blocks that they share: the paired-t statement about the
 * per-block differences, of logarithms where all figures are positive. Of several pairs of cells,
 * the same about the mean of a block's differences.
 *
 * @param perBlock a difference a block, in the order of the blocks
 * @param superiority Vargha and Delaney's A12 of the trials, averaged over the pairs
 * @param ratio whether it speaks of a ratio; else of a difference in the metric's unit
 * @param descriptive whether the figures are quantiles of too few values to have an interval
 * @param looks that the run had at the width of its intervals
 * @param pooled the same difference with an error that rests on more cells than these; empty: on
 *     these alone, by the paired t
 */
public record Comparison(
    Metric metric,
    List<Double> perBlock,
    OptionalDouble superiority,
    boolean ratio,
    boolean descriptive,
    long requests,
    Looks looks,
    Optional<Contrast> pooled) {

  /** Cells that are compared. */
  public record Pair(Observed cell, Observed versus) {}

  /** The comparison of two cells; none where no block has both. */
  public static Optional<Comparison> of(Metric metric, Observed cell, Observed versus) {
    return over(metric, List.of(new Pair(cell, versus)));
  }

  /**
   * The comparison of several pairs; none where no block has all that any block has. A block that
   * lacks a pair would compare other cells than the rest do, so it is left out.
   */
  public static Optional<Comparison> over(Metric metric, List<Pair> pairs) {
    List<OfMetric> all = new ArrayList<>();
    for (Pair pair : pairs) {
      SortedMap<Integer, OfMetric> those = pair.versus.figures(metric);
      pair.cell
          .figures(metric)
          .forEach(
              (block, figure) ->
                  Optional.ofNullable(those.get(block))
                      .ifPresent(other -> all.addAll(List.of(figure, other))));
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    boolean linear = Observed.linear(metric, all);
    SortedMap<Integer, List<Double>> differences = new TreeMap<>();
    List<Double> superiority = new ArrayList<>();
    for (Pair pair : pairs) {
      SortedMap<Integer, OfMetric> those = pair.versus.figures(metric);
      SortedMap<Integer, OfMetric> these = pair.cell.figures(metric);
      if (!these.isEmpty() && !those.isEmpty()) {
        superiority.add(VarghaDelaney.a12(values(these), values(those)));
      }
      these.forEach(
          (block, figure) ->
              Optional.ofNullable(those.get(block))
                  .ifPresent(
                      other ->
                          differences
                              .computeIfAbsent(block, b -> new ArrayList<>())
                              .add(
                                  linear
                                      ? figure.value() - other.value()
                                      : Math.log(figure.value()) - Math.log(other.value()))));
    }
    int most = differences.values().stream().mapToInt(List::size).max().orElse(0);
    List<Double> perBlock =
        differences.values().stream()
            .filter(one -> one.size() == most)
            .map(one -> one.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
            .toList();
    return Optional.of(
        new Comparison(
            metric,
            perBlock,
            superiority.stream().mapToDouble(Double::doubleValue).average(),
            !linear,
            Observed.descriptive(metric, all),
            all.stream().mapToLong(OfMetric::requests).sum(),
            pairs.getFirst().cell.looks(),
            Optional.empty()));
  }

  /** The same with this error. */
  public Comparison with(Contrast error) {
    return new Comparison(
        metric, perBlock, superiority, ratio, descriptive, requests, looks, Optional.of(error));
  }

  /** The same with the error of these cells alone. */
  public Comparison alone() {
    return new Comparison(
        metric, perBlock, superiority, ratio, descriptive, requests, looks, Optional.empty());
  }

  private static double[] values(SortedMap<Integer, OfMetric> figures) {
    return figures.values().stream().mapToDouble(OfMetric::value).toArray();
  }

  private double[] array() {
    return perBlock.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public Student differences() {
    return Student.of(array());
  }

  public int blocks() {
    return perBlock.size();
  }

  /** The ratio, or the difference. */
  public double value() {
    return shown(differences().mean());
  }

  private double shown(double difference) {
    return ratio ? Math.exp(difference) : difference;
  }

  /** Hodges and Lehmann's estimate of the same. */
  public double shift() {
    return shown(HodgesLehmann.shift(array()));
  }

  /** Whether the sign-flip test finds a difference at 5 %; empty for too few blocks. */
  public Optional<Boolean> signFlip(long seed) {
    return blocks() < SignFlip.LEAST || descriptive
        ? Optional.empty()
        : Optional.of(SignFlip.pValue(array(), seed) <= 1 - Observed.CONFIDENCE);
  }

  /**
   * How many blocks it takes in all until an interval reaches no further than {@code distance} to
   * each side, on the scale of the differences; empty where more than {@code most}.
   */
  public OptionalInt needed(double distance, double confidence, int most) {
    return pooled
        .filter(error -> error.error().isPresent())
        .map(error -> needed(error, distance, looks.nominal(confidence), most))
        .orElseGet(() -> differences().needed(distance, looks.nominal(confidence), most));
  }

  /** Degrees of freedom grow with the blocks, the error falls with their root. */
  private OptionalInt needed(Contrast error, double distance, double confidence, int most) {
    int n = blocks();
    return IntStream.rangeClosed(2, most)
        .filter(
            k -> {
              double df = Math.max(1, error.df() * (k - 1) / Math.max(1, n - 1));
              double half =
                  TDistribution.of(df).inverseCumulativeProbability((1 + confidence) / 2)
                      * error.error().orElseThrow()
                      * Math.sqrt((double) n / k);
              return half <= distance;
            })
        .findFirst();
  }

  /** The difference with the error that its interval is made of. */
  public Contrast error() {
    return pooled.orElseGet(() -> Contrast.paired(differences(), Stratum.WITHIN_PLOTS));
  }

  /** Its interval; none for one block or a descriptive quantile. */
  public Optional<Interval> interval(double confidence) {
    if (descriptive) {
      return Optional.empty();
    }
    double nominal = looks.nominal(confidence);
    Optional<Interval> interval =
        pooled.isPresent() ? pooled.get().interval(nominal) : differences().interval(nominal);
    return ratio ? interval.map(logs -> logs.map(Math::exp)) : interval;
  }

  /** The p-value of no difference; 1 where there is no interval. */
  public double pValue() {
    return pValue(1);
  }

  /** The p-value of a true ratio of {@code expected}. */
  public double pValue(double expected) {
    if (descriptive) {
      return 1;
    }
    double tested = ratio ? Math.log(expected) : 0;
    return looks.pValue(
        pooled.isPresent() ? pooled.get().pValue(tested) : differences().pValue(tested));
  }

  /** Equivalent goes before lower and higher; a difference has no margin to be equivalent in. */
  public Verdict verdict(Optional<Interval> adjusted, double margin) {
    return ratio ? ofRatio(adjusted, margin) : beside(adjusted, 0);
  }

  /** The verdict of a ratio with this interval. */
  public static Verdict ofRatio(Optional<Interval> adjusted, double margin) {
    return adjusted.filter(interval -> interval.within(1 - margin, 1 + margin)).isPresent()
        ? Verdict.EQUIVALENT
        : beside(adjusted, 1);
  }

  /** Whether an interval leaves no difference out, however small that is. */
  public Verdict apart(double confidence) {
    return beside(interval(confidence), ratio ? 1 : 0);
  }

  private static Verdict beside(Optional<Interval> adjusted, double same) {
    if (adjusted.isEmpty()) {
      return Verdict.INCONCLUSIVE;
    }
    if (adjusted.get().high() < same) {
      return Verdict.LOWER;
    }
    return adjusted.get().low() > same ? Verdict.HIGHER : Verdict.INCONCLUSIVE;
  }

  /** What a verdict means to the user: better, worse, or nothing. */
  public static Reads reads(Metric metric, Verdict verdict) {
    return switch (verdict) {
      case LOWER -> metric.quantity().lowerIsBetter() ? Reads.BETTER : Reads.WORSE;
      case HIGHER -> metric.quantity().lowerIsBetter() ? Reads.WORSE : Reads.BETTER;
      case EQUIVALENT, INCONCLUSIVE, OPEN -> Reads.NEITHER;
    };
  }

  public String estimator() {
    if (interval(Observed.CONFIDENCE).isEmpty()) {
      return CellEstimate.DESCRIPTIVE;
    }
    String alone =
        ratio ? "geometric mean of per-block ratios, paired t" : "mean difference, paired t";
    return pooled
        .filter(error -> error.df() > blocks() - 1)
        .map(
            error ->
                "%s; adjusted: error of %s pooled over the cells"
                    .formatted(
                        alone,
                        switch (error.stratum()) {
                          case WHOLE_PLOTS -> "whole plots";
                          case WITHIN_PLOTS -> "trials";
                        }))
        .orElse(alone);
  }
}
