package dev.paddock.analysis;

import static java.util.stream.Collectors.joining;

import dev.paddock.experiment.Hypothesis;
import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Comparison.Pair;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Multiplicity;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.OfHypothesis.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What becomes of the hypotheses. They are planned, so Holm keeps the chance of even one false word
 * at 5 %; each is tested against the edge of its own margin.
 */
final class Judgements {
  private static final int MOST_BLOCKS = 1000;

  private Judgements() {}

  private record Case(
      Hypothesis hypothesis, String when, String versus, Optional<Comparison> comparison) {}

  /**
   * What becomes of each.
   *
   * @param conditions within which the error of two cells is pooled
   */
  static List<OfHypothesis> of(
      List<Hypothesis> hypotheses,
      List<Observed> cells,
      List<LoadCondition> conditions,
      Layout layout) {
    List<Case> cases = hypotheses.stream().map(one -> put(one, cells, conditions, layout)).toList();
    List<Case> testable = cases.stream().filter(one -> one.comparison.isPresent()).toList();
    double[] confidence =
        Multiplicity.holm(
            testable.stream().mapToDouble(Judgements::pValue).toArray(), 1 - Observed.CONFIDENCE);
    List<OfHypothesis> judged = new ArrayList<>();
    for (Case one : cases) {
      int index = testable.indexOf(one);
      judged.add(judge(one, index < 0 ? Observed.CONFIDENCE : confidence[index]));
    }
    return List.copyOf(judged);
  }

  private static Case put(
      Hypothesis hypothesis, List<Observed> cells, List<LoadCondition> conditions, Layout layout) {
    if (!hypothesis.overAll()) {
      Optional<Observed> when = Observed.cell(hypothesis.when(), cells);
      Optional<Observed> versus = Observed.cell(hypothesis.versus(), cells);
      return new Case(
          hypothesis,
          when.map(c -> c.cell().id()).orElse(""),
          versus.map(c -> c.cell().id()).orElse(""),
          when.isPresent() && versus.isPresent()
              ? compare(hypothesis.metric(), when.get(), versus.get(), cells, conditions, layout)
              : Optional.empty());
    }
    List<Pair> pairs = pairs(hypothesis, cells);
    return new Case(
        hypothesis,
        ids(pairs, Pair::cell),
        ids(pairs, Pair::versus),
        pairs.isEmpty() ? Optional.empty() : Comparison.over(hypothesis.metric(), pairs));
  }

  /** Cells of two conditions have nothing in common that their error could be pooled over. */
  private static Optional<Comparison> compare(
      Metric metric,
      Observed when,
      Observed versus,
      List<Observed> cells,
      List<LoadCondition> conditions,
      Layout layout) {
    return conditions.stream()
        .filter(one -> one.cells().containsAll(List.of(when.cell(), versus.cell())))
        .findFirst()
        .map(one -> Pairs.of(metric, one.of(cells), layout).compare(when, versus))
        .orElseGet(() -> Comparison.of(metric, when, versus));
  }

  /** Every cell that is as the hypothesis has it, with the one that differs in nothing else. */
  private static List<Pair> pairs(Hypothesis hypothesis, List<Observed> cells) {
    List<Pair> pairs = new ArrayList<>();
    Configuration when = Observed.known(hypothesis.when(), cells);
    Configuration versus = Observed.known(hypothesis.versus(), cells);
    for (Observed cell : cells) {
      Configuration levels = cell.cell().levels();
      if (levels.agreesWith(when)) {
        Configuration other = levels.with(versus);
        cells.stream()
            .filter(one -> one.cell().levels().equals(other))
            .findFirst()
            .ifPresent(one -> pairs.add(new Pair(cell, one)));
      }
    }
    return pairs;
  }

  private static String ids(List<Pair> pairs, Function<Pair, Observed> side) {
    return pairs.stream().map(side).map(c -> c.cell().id()).distinct().collect(joining(", "));
  }

  private static double pValue(Case one) {
    Comparison comparison = one.comparison.orElseThrow();
    double margin = one.hypothesis.margin();
    return switch (one.hypothesis.expect()) {
      case LOWER -> comparison.pValue(1 - margin);
      case HIGHER -> comparison.pValue(1 + margin);
      case EQUIVALENT -> Math.max(comparison.pValue(1 - margin), comparison.pValue(1 + margin));
    };
  }

  private static OfHypothesis judge(Case one, double confidence) {
    Hypothesis hypothesis = one.hypothesis;
    Optional<Comparison> comparison = one.comparison;
    Optional<Interval> plain = comparison.flatMap(c -> c.alone().interval(Observed.CONFIDENCE));
    Optional<Interval> adjusted = comparison.flatMap(c -> c.interval(confidence));
    Optional<String> lacks = lacks(one);
    Judgement judgement =
        lacks.isPresent()
            ? Judgement.NOT_TESTABLE
            : adjusted.map(ratio -> judge(hypothesis, ratio)).orElse(Judgement.INCONCLUSIVE);
    return new OfHypothesis(
        hypothesis.id(),
        hypothesis.claim(),
        hypothesis.metric().name(),
        one.when,
        one.versus,
        expected(hypothesis),
        hypothesis.margin(),
        comparison.isPresent() && comparison.get().ratio()
            ? OptionalDouble.of(comparison.get().value())
            : OptionalDouble.empty(),
        new Bounds(plain),
        new Bounds(adjusted),
        judgement,
        comparison.map(Comparison::blocks).orElse(0),
        judgement == Judgement.INCONCLUSIVE
            ? comparison.map(c -> needed(hypothesis, c, confidence)).orElse(OptionalInt.empty())
            : OptionalInt.empty(),
        lacks,
        comparison.map(Comparison::requests).orElse(0L),
        comparison.map(Comparison::estimator).orElse(CellEstimate.DESCRIPTIVE));
  }

  private static Verdict expected(Hypothesis hypothesis) {
    return switch (hypothesis.expect()) {
      case LOWER -> Verdict.LOWER;
      case HIGHER -> Verdict.HIGHER;
      case EQUIVALENT -> Verdict.EQUIVALENT;
    };
  }

  private static Optional<String> lacks(Case one) {
    String metric = one.hypothesis.metric().name();
    if (one.when.isEmpty() || one.versus.isEmpty()) {
      return Optional.of("no cell of this run has these levels");
    }
    if (one.comparison.isEmpty()) {
      return Optional.of("no block has a valid trial with %s of both cells".formatted(metric));
    }
    if (!one.comparison.get().ratio()) {
      return Optional.of("%s was zero or negative, so it has no ratio".formatted(metric));
    }
    return one.comparison.get().descriptive()
        ? Optional.of(
            "%s of so few values a trial is descriptive: raise design.requests".formatted(metric))
        : Optional.empty();
  }

  private static Judgement judge(Hypothesis hypothesis, Interval ratio) {
    double margin = hypothesis.margin();
    return switch (hypothesis.expect()) {
      case LOWER -> decide(ratio.high() < 1 - margin, ratio.low() > 1 - margin);
      case HIGHER -> decide(ratio.low() > 1 + margin, ratio.high() < 1 + margin);
      case EQUIVALENT ->
          decide(
              ratio.within(1 - margin, 1 + margin),
              ratio.high() < 1 - margin || ratio.low() > 1 + margin);
    };
  }

  private static Judgement decide(boolean supported, boolean refuted) {
    if (supported) {
      return Judgement.SUPPORTED;
    }
    return refuted ? Judgement.REFUTED : Judgement.INCONCLUSIVE;
  }

  private static OptionalInt needed(
      Hypothesis hypothesis, Comparison comparison, double confidence) {
    double mean = comparison.differences().mean();
    double margin = hypothesis.margin();
    double below = Math.abs(mean - Math.log(1 - margin));
    double above = Math.abs(mean - Math.log(1 + margin));
    double distance =
        switch (hypothesis.expect()) {
          case LOWER -> below;
          case HIGHER -> above;
          case EQUIVALENT -> Math.min(below, above);
        };
    return comparison.needed(distance, confidence, MOST_BLOCKS);
  }
}
