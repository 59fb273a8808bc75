package dev.paddock.analysis;

import dev.paddock.analysis.Summary.Answer;
import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Effect;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.analysis.Summary.OfHypothesis;
import dev.paddock.analysis.Summary.OfObjective;
import dev.paddock.analysis.Summary.Point;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Metric;
import dev.paddock.experiment.Metric.Quantity;
import dev.paddock.experiment.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answer in plain words: which cell, what made a difference, and what did not. */
final class Answers {
  private static final int MOST_SENTENCES = 8;

  private final Experiment experiment;
  private final Map<String, OfCell> cells;
  private final List<Effect> effects;
  private final List<Contrast> contrasts;
  private final List<OfHypothesis> hypotheses;
  private final List<OfObjective> objectives;
  private final Set<String> spoken = new HashSet<>();

  Answers(
      Experiment experiment,
      List<OfCell> cells,
      List<Effect> effects,
      List<Contrast> contrasts,
      List<OfHypothesis> hypotheses,
      List<OfObjective> objectives) {
    this.experiment = experiment;
    this.cells =
        cells.stream()
            .collect(Collectors.toMap(OfCell::id, Function.identity(), (a, b) -> a, TreeMap::new));
    this.effects = effects;
    this.contrasts = contrasts;
    this.hypotheses = hypotheses;
    this.objectives = objectives;
  }

  Answer answer(
      List<Point> front, Optional<Observed> control, List<Summary.Infeasible> infeasible) {
    if (cells.values().stream().allMatch(cell -> cell.metrics().isEmpty())) {
      int ended = cells.values().stream().mapToInt(OfCell::trials).sum();
      return new Answer(
          ended == 0
              ? "No trial has ended, so there is no answer yet."
              : "None of the %d trials that ended is valid, so there is no answer."
                  .formatted(ended),
          List.of(),
          List.of());
    }
    String headline = headline(front, control.map(c -> c.cell().id()));
    List<String> sentences = new ArrayList<>();
    hypotheses.forEach(hypothesis -> sentences.add(sentence(hypothesis)));
    sentences.addAll(differences());
    if (!infeasible.isEmpty()) {
      sentences.add(
          "%d of %d cells cannot run here (%s); why stands below."
              .formatted(
                  infeasible.size(),
                  cells.size(),
                  infeasible.stream()
                      .map(Summary.Infeasible::cell)
                      .collect(Collectors.joining(", "))));
    }
    return new Answer(headline, List.copyOf(sentences), List.of());
  }

  private String headline(List<Point> front, Optional<String> control) {
    List<OfCell> eligible =
        cells.values().stream()
            .filter(cell -> !cell.metrics().isEmpty())
            .filter(
                cell ->
                    objectives.stream()
                        .filter(objective -> objective.cell().equals(cell.id()))
                        .allMatch(objective -> objective.met().equals("met")))
            .toList();
    if (eligible.isEmpty()) {
      return "No cell is shown to meet every objective.";
    }
    Optional<Objective> best =
        experiment.objectives().stream()
            .filter(o -> o instanceof Objective.Least || o instanceof Objective.Most)
            .findFirst();
    String limits = objectives.isEmpty() ? "" : "Of the cells that meet every limit, ";
    if (best.isPresent()) {
      boolean least = best.get() instanceof Objective.Least;
      return best(eligible, best.get().metric(), least, limits, control);
    }
    Metric first = experiment.metrics().getFirst();
    if (first.quantity() == Quantity.TIME || front.isEmpty()) {
      return best(eligible, first, first.quantity().lowerIsBetter(), limits, control);
    }
    return ends(front, eligible, limits);
  }

  private String best(
      List<OfCell> eligible,
      Metric metric,
      boolean least,
      String limits,
      Optional<String> control) {
    Comparator<OfCell> order =
        Comparator.comparingDouble(
            cell -> cell.metric(metric.name()).map(Estimate::value).orElse(Double.NaN));
    Optional<OfCell> best =
        eligible.stream()
            .filter(cell -> cell.metric(metric.name()).isPresent())
            .min(least ? order : order.reversed());
    if (best.isEmpty()) {
      return "No valid trial gives %s.".formatted(metric(metric.name()));
    }
    String sentence =
        "%s has the %s %s: %s."
            .formatted(
                named(best.get()),
                least ? "lowest" : "highest",
                metric(metric.name()),
                figure(best.get().id(), metric.name()));
    String beside =
        contrasts.stream()
            .filter(c -> c.cell().equals(best.get().id()) && c.metric().equals(metric.name()))
            .findFirst()
            .map(c -> " " + beside(c))
            .orElse(control.isPresent() ? " It is the control." : "");
    return limits + sentence + beside;
  }

  private String ends(List<Point> front, List<OfCell> eligible, String limits) {
    List<Point> allowed =
        front.stream()
            .filter(point -> eligible.stream().anyMatch(cell -> cell.id().equals(point.cell())))
            .toList();
    if (allowed.isEmpty()) {
      return "No cell on the front is shown to meet every limit.";
    }
    Point quick = allowed.getFirst();
    Point busy = allowed.getLast();
    if (quick.cell().equals(busy.cell())) {
      return "%s%s has both the lowest %s: %s, and the highest %s: %s."
          .formatted(
              limits,
              named(quick.cell()),
              metric(quick.latencyMetric()),
              figure(quick.cell(), quick.latencyMetric()),
              metric(quick.throughputMetric()),
              figure(quick.cell(), quick.throughputMetric()));
    }
    int between = allowed.size() - 2;
    return "%sfor the lowest %s take %s: %s. For the highest %s take %s: %s.%s"
        .formatted(
            limits.isEmpty() ? "Latency and throughput pull apart: " : limits,
            metric(quick.latencyMetric()),
            named(quick.cell()),
            figure(quick.cell(), quick.latencyMetric()),
            metric(busy.throughputMetric()),
            named(busy.cell()),
            figure(busy.cell(), busy.throughputMetric()),
            between < 1
                ? ""
                : " %d more %s between.".formatted(between, between == 1 ? "lies" : "lie"));
  }

  private String beside(Contrast contrast) {
    if (contrast.ratio().isEmpty()) {
      return "";
    }
    return "That is %s times the control's (%s, %s): %s."
        .formatted(
            Words.ratio(contrast.ratio().getAsDouble()),
            Words.ratios(contrast.loAdjusted(), contrast.hiAdjusted()),
            blocks(contrast.blocks()),
            words(contrast.verdict(), contrast.reads(), contrast.margin()));
  }

  private String sentence(OfHypothesis hypothesis) {
    String ratio =
        hypothesis.ratio().isEmpty()
            ? ""
            : " — %s is %s times (%s, %s)"
                .formatted(
                    metric(hypothesis.metric()),
                    Words.ratio(hypothesis.ratio().getAsDouble()),
                    Words.ratios(hypothesis.loAdjusted(), hypothesis.hiAdjusted()),
                    blocks(hypothesis.blocks()));
    String more =
        hypothesis.blocksNeeded().isPresent()
            ? "; about %d blocks would decide it".formatted(hypothesis.blocksNeeded().getAsInt())
            : "";
    return "%s, “%s”: %s%s%s%s."
        .formatted(
            hypothesis.id(),
            hypothesis.claim(),
            hypothesis.verdict().word(),
            hypothesis.lacks().map(lacks -> ": " + lacks).orElse(""),
            ratio,
            more);
  }

  private List<String> differences() {
    List<String> sentences = new ArrayList<>();
    List<Effect> sorted =
        effects.stream()
            .sorted(Comparator.comparingDouble(effect -> -Math.abs(Math.log(effect.ratio()))))
            .toList();
    List<Effect> found =
        sorted.stream()
            .filter(e -> e.verdict() == Verdict.LOWER || e.verdict() == Verdict.HIGHER)
            .toList();
    found.stream().limit(MOST_SENTENCES).forEach(effect -> sentences.add(sentence(effect)));
    if (found.size() > MOST_SENTENCES) {
      sentences.add("%d more effects are found below.".formatted(found.size() - MOST_SENTENCES));
    }
    sorted.stream()
        .filter(effect -> effect.verdict() == Verdict.EQUIVALENT)
        .limit(MOST_SENTENCES)
        .forEach(effect -> sentences.add(sentence(effect)));
    long open = effects.stream().filter(e -> e.verdict() == Verdict.INCONCLUSIVE).count();
    if (open > 0) {
      sentences.add(
          "Of %d effects of a factor, %d are not decided by these blocks."
              .formatted(effects.size(), open));
    }
    return sentences;
  }

  private String sentence(Effect effect) {
    return "%s = %s instead of %s: %s is %s times (%s, %s), %s."
        .formatted(
            effect.factor(),
            effect.level(),
            effect.versus(),
            metric(effect.metric()),
            Words.ratio(effect.ratio()),
            Words.ratios(effect.loAdjusted(), effect.hiAdjusted()),
            blocks(effect.blocks()),
            words(effect.verdict(), effect.reads(), effect.margin()));
  }

  private static String words(Verdict verdict, String reads, double margin) {
    return switch (verdict) {
      case LOWER, HIGHER -> verdict.word() + ", which is " + reads;
      case EQUIVALENT -> "equivalent within %s %%".formatted(Words.number(100 * margin));
      case INCONCLUSIVE -> "not decided";
    };
  }

  private static String blocks(int n) {
    return n == 1 ? "1 block" : n + " blocks";
  }

  /** A metric in words, with its name in files when it is first spoken of. */
  private String metric(String name) {
    return spoken.add(name) ? Words.metric(name) : Words.plain(name);
  }

  private String named(String id) {
    return Optional.ofNullable(cells.get(id)).map(this::named).orElse(id);
  }

  private String named(OfCell cell) {
    return cell.name().isEmpty() ? cell.id() : "%s (%s)".formatted(cell.id(), cell.name());
  }

  private String figure(String cell, String metric) {
    return Optional.ofNullable(cells.get(cell))
        .flatMap(c -> c.metric(metric))
        .map(Answers::figure)
        .orElse("");
  }

  /** A figure with its interval and n, as text has it. */
  private static String figure(Estimate estimate) {
    return "%s (%s, %d %s)"
        .formatted(
            Words.figure(estimate.value(), estimate.unit()),
            Words.interval(estimate.lo(), estimate.hi(), estimate.unit()),
            estimate.trials(),
            estimate.trials() == 1 ? "trial" : "trials");
  }
}
