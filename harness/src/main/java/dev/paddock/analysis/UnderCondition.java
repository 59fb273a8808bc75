package dev.paddock.analysis;

import static dev.paddock.summary.OfQuality.Verdict.AS_GOOD;
import static dev.paddock.summary.OfQuality.Verdict.OPEN;

import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.stats.BestSet;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Power;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Best;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfObjective.Met;
import dev.paddock.summary.OfQuality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** What the cells of one condition answer: the best sets, then what is named of them. */
final class UnderCondition {
  private static final int MOST_BLOCKS = 1000;
  private static final double POWER = 0.8;

  private final Answering answering;
  private final LoadCondition condition;
  private final List<Observed> cells;
  private final double confidence;
  private final Map<Metric, Pairs> pairs = new LinkedHashMap<>();
  private final Map<Metric, boolean[][]> ahead = new HashMap<>();

  UnderCondition(Answering answering, LoadCondition condition, List<Observed> cells) {
    this.answering = answering;
    this.condition = condition;
    this.cells = cells.stream().filter(cell -> !cell.valid().isEmpty()).toList();
    this.confidence = answering.confidence(condition);
    answering
        .asked()
        .spoken()
        .forEach(metric -> pairs.put(metric, Pairs.of(metric, this.cells, answering.layout())));
  }

  private Optional<Comparison> compare(Metric metric, Observed cell, Observed versus) {
    return Optional.ofNullable(pairs.get(metric)).flatMap(all -> all.compare(cell, versus));
  }

  /** What one is shown to be beside another; nothing where both are the same within the margin. */
  private Reads reads(Metric metric, Observed cell, Observed versus) {
    return compare(metric, cell, versus)
        .map(one -> one.verdict(one.interval(confidence), answering.margin()))
        .map(verdict -> Comparison.reads(metric, verdict))
        .orElse(Reads.NEITHER);
  }

  private boolean ahead(Metric metric, Observed cell, Observed versus) {
    return Optional.ofNullable(pairs.get(metric))
        .filter(all -> all.place(cell) >= 0 && all.place(versus) >= 0)
        .filter(
            all ->
                ahead
                    .computeIfAbsent(metric, m -> all.ahead(confidence))[all.place(cell)][
                    all.place(versus)])
        .isPresent();
  }

  private List<Observed> set(Metric metric) {
    List<Observed> having = cells.stream().filter(cell -> !cell.figures(metric).isEmpty()).toList();
    return BestSet.of(having, (one, other) -> ahead(metric, one, other));
  }

  OfCondition answer() {
    Optional<Observed> control = condition.controlOf(cells);
    List<Comparison> beside =
        control.stream()
            .flatMap(
                kept ->
                    answering.asked().spoken().stream()
                        .flatMap(
                            metric ->
                                cells.stream()
                                    .filter(cell -> !cell.cell().equals(kept.cell()))
                                    .flatMap(cell -> compare(metric, cell, kept).stream())))
            .filter(one -> one.ratio() && one.interval(confidence).isPresent())
            .toList();
    Map<Metric, List<Observed>> sets = new LinkedHashMap<>();
    answering.asked().wanted().forEach(metric -> sets.put(metric, set(metric)));
    return control
        .filter(kept -> !beside.isEmpty())
        .map(kept -> judged(kept, sets, beside))
        .orElseGet(
            () -> said(Outcome.NOTHING, control, sets, List.of(), beside, OptionalInt.empty()));
  }

  private OfCondition judged(
      Observed control, Map<Metric, List<Observed>> sets, List<Comparison> beside) {
    Set<Observed> better = new LinkedHashSet<>();
    List<Metric> beaten = new ArrayList<>();
    Map<Metric, List<Observed>> candidates = new LinkedHashMap<>();
    sets.forEach(
        (metric, set) -> {
          boolean has = !control.figures(metric).isEmpty();
          if (has && !set.contains(control)) {
            List<Observed> shown =
                set.stream().filter(cell -> reads(metric, cell, control) == Reads.BETTER).toList();
            better.addAll(shown);
            // One that is ahead within the margin is as good as the control.
            if (!shown.isEmpty() || set.stream().noneMatch(cell -> ahead(metric, cell, control))) {
              beaten.add(metric);
            }
            candidates.put(metric, shown.stream().filter(this::meetsEveryLimit).toList());
          }
        });
    List<Observed> unmixed =
        candidates.values().stream()
            .flatMap(List::stream)
            .distinct()
            .filter(
                cell ->
                    answering.asked().spoken().stream()
                        .noneMatch(metric -> reads(metric, cell, control) == Reads.WORSE))
            .toList();
    Optional<Observed> clean =
        unmixed.stream().filter(cell -> answers(cell) == AS_GOOD).min(this::inOrder);
    Optional<Observed> kept = Optional.of(control);
    if (clean.isPresent()) {
      return said(Outcome.USE, kept, sets, List.of(clean.get()), beside, OptionalInt.empty());
    }
    List<Observed> pulling =
        candidates.values().stream()
            .map(
                all ->
                    all.stream().filter(cell -> !(unmixed.contains(cell) && answers(cell) == OPEN)))
            .flatMap(all -> all.min(this::inOrder).stream())
            .distinct()
            .toList();
    if (!pulling.isEmpty()) {
      return said(Outcome.TRADEOFF, kept, sets, pulling, beside, OptionalInt.empty());
    }
    if (!better.isEmpty()) {
      return said(Outcome.LIMITED, kept, sets, List.copyOf(better), beside, OptionalInt.empty());
    }
    return beaten.isEmpty()
        ? said(Outcome.KEEP, kept, sets, List.of(), beside, OptionalInt.empty())
        : said(Outcome.WHICH, kept, sets, List.of(), beside, needed(beaten, sets, control));
  }

  private int inOrder(Observed one, Observed other) {
    Cell from = condition.control().orElseThrow();
    int changes = answering.changes().from(from).compare(one.cell(), other.cell());
    return changes != 0
        ? changes
        : Integer.compare(
            condition.cells().indexOf(one.cell()), condition.cells().indexOf(other.cell()));
  }

  /** As good where nothing is checked, and of the control itself. */
  private OfQuality.Verdict answers(Observed cell) {
    return answering.qualities().of(cell).orElse(AS_GOOD);
  }

  private boolean meetsEveryLimit(Observed cell) {
    return Objectives.of(answering.objectives(), List.of(cell)).stream()
        .allMatch(limit -> limit.met() == Met.MET);
  }

  /** When one cell of a set would itself be shown to be better, if the estimates are right. */
  private OptionalInt needed(
      List<Metric> beaten, Map<Metric, List<Observed>> sets, Observed control) {
    return beaten.stream()
        .flatMap(
            metric ->
                Optional.ofNullable(sets.get(metric)).stream()
                    .flatMap(List::stream)
                    .flatMap(cell -> compare(metric, cell, control).stream())
                    .filter(one -> one.value() < 1 == metric.quantity().lowerIsBetter()))
        .flatMap(
            one ->
                one.needed(Math.abs(Math.log(one.value())), confidence, MOST_BLOCKS).stream()
                    .boxed())
        .mapToInt(Integer::intValue)
        .min();
  }

  private OfCondition said(
      Outcome outcome,
      Optional<Observed> control,
      Map<Metric, List<Observed>> sets,
      List<Observed> named,
      List<Comparison> beside,
      OptionalInt needed) {
    Map<String, Object> levels = new LinkedHashMap<>();
    condition.levels().forEach((factor, value) -> levels.put(factor.name(), Facts.plain(value)));
    List<Contrast> contrasts =
        named.stream()
            .flatMap(
                cell ->
                    answering.asked().spoken().stream()
                        .flatMap(
                            metric ->
                                control.stream()
                                    .flatMap(kept -> contrast(metric, cell, kept).stream())))
            .toList();
    List<Interval> intervals =
        beside.stream().flatMap(one -> one.interval(confidence).stream()).toList();
    return new OfCondition(
        levels,
        condition.cells().stream().map(Cell::id).toList(),
        condition.control().map(Cell::id),
        answering.confirmed(),
        outcome,
        sets.entrySet().stream()
            .map(set -> new Best(set.getKey().name(), ids(set.getValue())))
            .toList(),
        ids(named),
        contrasts,
        intervals.isEmpty()
            ? Bounds.NONE
            : Bounds.of(
                intervals.stream().mapToDouble(Interval::low).min().orElseThrow(),
                intervals.stream().mapToDouble(Interval::high).max().orElseThrow()),
        detectable(beside),
        beside.stream().mapToInt(Comparison::blocks).max().orElse(0),
        needed);
  }

  /** Of each number of degrees of freedom the largest error, as all else is the same. */
  private OptionalDouble detectable(List<Comparison> beside) {
    Map<Double, Double> errors = new TreeMap<>();
    beside.forEach(one -> errors.merge(one.error().df(), one.error().error().orElse(0), Math::max));
    return beside.isEmpty()
        ? OptionalDouble.empty()
        : errors.entrySet().stream()
            .mapToDouble(
                one ->
                    Power.shown(
                        one.getKey(),
                        one.getValue(),
                        POWER,
                        beside.getFirst().looks().nominal(confidence)))
            .map(Math::exp)
            .max();
  }

  private Optional<Contrast> contrast(Metric metric, Observed cell, Observed control) {
    return compare(metric, cell, control)
        .map(one -> new Contrasts.Beside(cell.cell().id(), control.cell().id(), one))
        .map(one -> one.at(confidence, answering.margin(), answering.seed()));
  }

  private List<String> ids(List<Observed> of) {
    return of.stream().map(cell -> cell.cell().id()).toList();
  }
}
