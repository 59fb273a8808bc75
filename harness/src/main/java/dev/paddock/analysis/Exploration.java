package dev.paddock.analysis;

import dev.paddock.analysis.Effects.Level;
import dev.paddock.analysis.Effects.OfLevel;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Multiplicity;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run says without having been asked: every cell beside the control of its condition, every
 * effect and every interaction, on every metric. They are two families, so that what the answer
 * rests on does not pay for the rest:
 *
 * <ul>
 *   <li>the answer's: the cells on the metrics that the first sentence may speak of, by the very
 *       intervals that it is made by; and the effects of choices on these, simultaneously (α by
 *       their number).
 *   <li>all else, which is explored: Benjamini and Hochberg's selection with false-coverage
 *       intervals, so that where nothing differs the chance of even one false word is at most 5 %,
 *       and elsewhere the rate of intervals that miss is.
 * </ul>
 */
record Exploration(List<Contrast> contrasts, List<Effect> effects, List<Interaction> interactions) {
  private static final double ALPHA = 1 - Observed.CONFIDENCE;

  /** One statement of a family. */
  interface Finding {
    /** Of no difference. */
    double pValue();

    /** Whether it has an interval; one that is descriptive takes part in nothing. */
    boolean decides();
  }

  /** Contrasts of one condition on one metric; those of the answer with its confidence. */
  private record Group(List<Contrasts.Beside> beside, Optional<Double> answers) {}

  /**
   * Everything that there is to say of these cells.
   *
   * @param metrics of the experiment
   * @param cells that were measured to the end
   */
  static Exploration of(List<Metric> metrics, Answering answering, List<Observed> cells) {
    Layout layout = answering.layout();
    double margin = answering.margin();
    long seed = answering.seed();
    List<Metric> spoken = answering.asked().spoken();
    List<Group> groups = new ArrayList<>();
    for (Metric metric : Stream.concat(metrics.stream(), spoken.stream()).distinct().toList()) {
      for (LoadCondition condition : answering.conditions()) {
        List<Observed> of = condition.of(cells);
        condition
            .controlOf(of)
            .map(control -> Contrasts.of(metric, of, control, layout))
            .ifPresent(
                beside ->
                    groups.add(
                        new Group(
                            beside,
                            spoken.contains(metric)
                                ? Optional.of(answering.confidence(condition))
                                : Optional.empty())));
      }
    }
    Effects found = Effects.of(metrics, cells, layout);
    List<OfLevel> ofAnswer =
        found.levels().stream().filter(one -> isOfAnswer(one, spoken)).toList();
    double simultaneous =
        1 - ALPHA / Math.max(1, ofAnswer.stream().filter(Finding::decides).count());
    double explored =
        confidence(
            Stream.of(
                    groups.stream()
                        .filter(group -> group.answers.isEmpty())
                        .flatMap(group -> group.beside.stream()),
                    found.levels().stream().filter(one -> !isOfAnswer(one, spoken)),
                    found.interactions().stream())
                .flatMap(findings -> findings));
    return new Exploration(
        groups.stream()
            .flatMap(
                group ->
                    group.beside.stream()
                        .map(one -> one.at(group.answers.orElse(explored), margin, seed)))
            .toList(),
        found.levels().stream()
            .map(one -> one.at(isOfAnswer(one, spoken) ? simultaneous : explored, margin))
            .toList(),
        found.interactions().stream().map(one -> one.at(explored, margin)).toList());
  }

  private static boolean isOfAnswer(OfLevel effect, List<Metric> spoken) {
    Level level = effect.level();
    return !LoadCondition.is(level.factor()) && spoken.contains(effect.statement().metric());
  }

  /** The same without a verdict. */
  Exploration unjudged() {
    return new Exploration(
        contrasts.stream().map(Contrast::unjudged).toList(),
        effects.stream().map(Effect::unjudged).toList(),
        interactions.stream().map(Interaction::unjudged).toList());
  }

  /** The confidence that the interval of each finding of an explored family must have. */
  static double confidence(Stream<? extends Finding> family) {
    double[] p = family.filter(Finding::decides).mapToDouble(Finding::pValue).toArray();
    return Multiplicity.falseCoverage(p, ALPHA);
  }
}
