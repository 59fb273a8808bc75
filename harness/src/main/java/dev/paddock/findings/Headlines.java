package dev.paddock.findings;

import dev.paddock.findings.Headline.Clause;
import dev.paddock.findings.Headline.Named;
import dev.paddock.findings.Headline.ToDoThere;
import dev.paddock.record.Metric;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Best;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfObjective.Met;
import dev.paddock.summary.OfQuality;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What a page says first: to keep the control, or what to leave it for, under each condition. */
final class Headlines {
  private final Summary summary;
  private final Gains gains;

  /** Metrics of whose limit it is said up to which load it is met. */
  private final Set<String> borne;

  Headlines(Summary summary, Gains gains) {
    this.summary = summary;
    this.gains = gains;
    this.borne =
        summary.curves().stream()
            .flatMap(curve -> curve.capacity().stream())
            .map(OfCurve.Capacity::metric)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The one of a summary in which some cell has a figure. */
  Headline headline() {
    List<Cited<OfCondition>> all = Cited.all("conditions", summary.conditions());
    Optional<Metric> first = summary.method().metrics().stream().findFirst().flatMap(Metric::named);
    if (all.isEmpty() || first.isEmpty()) {
      return new Headline.NothingAsked();
    }
    List<String> wanted =
        all.stream().flatMap(one -> one.record().best().stream()).map(Best::metric).toList();
    if (summary.cells().stream()
        .noneMatch(cell -> wanted.stream().anyMatch(name -> cell.metric(name).isPresent()))) {
      return new Headline.NoTrialOf(wanted.stream().findFirst().orElse(first.get().name()));
    }
    List<Cited<OfCondition>> compared =
        all.stream()
            .filter(one -> one.record().cells().size() > 1 && one.record().control().isPresent())
            .toList();
    return compared.isEmpty()
        ? new Headline.NothingToChoose()
        : new Headline.ToDo(clauses(compared, compared.size() < all.size()));
  }

  private List<Clause> clauses(List<Cited<OfCondition>> conditions, boolean others) {
    Map<Same, List<Cited<OfCondition>>> byAnswer = new LinkedHashMap<>();
    conditions.forEach(
        one -> byAnswer.computeIfAbsent(same(one.record()), s -> new ArrayList<>()).add(one));
    boolean alone = byAnswer.size() == 1 && !others;
    return byAnswer.entrySet().stream()
        .map(
            one ->
                new Clause(
                    alone
                        ? List.of()
                        : one.getValue().stream().map(c -> c.record().levels()).toList(),
                    one.getKey()
                        .quiet
                        .<ToDoThere>map(
                            quiet ->
                                new ToDoThere.Noisy(
                                    one.getKey().outcome, named(one.getValue()), quiet))
                        .orElseGet(() -> answer(one.getKey().outcome, one.getValue()))))
        .toList();
  }

  /** Conditions with the same outcome for the same choices have the same answer. */
  private record Same(
      Outcome outcome, List<Map<String, Object>> choices, Optional<Outcome> quiet) {}

  private Same same(OfCondition condition) {
    return new Same(
        condition.outcome(),
        condition.named().stream().map(cell -> choices(cell, condition.levels().keySet())).toList(),
        condition.quiet());
  }

  private Map<String, Object> choices(String id, Set<String> conditions) {
    Map<String, Object> choices = new LinkedHashMap<>();
    summary.cells().stream()
        .filter(cell -> cell.id().equals(id))
        .forEach(cell -> choices.putAll(cell.levels()));
    choices.keySet().removeAll(conditions);
    return choices;
  }

  private ToDoThere answer(Outcome outcome, List<Cited<OfCondition>> conditions) {
    return switch (outcome) {
      case USE -> new ToDoThere.Use(named(conditions));
      case TRADEOFF -> new ToDoThere.Tradeoff(named(conditions));
      case LIMITED -> new ToDoThere.Limited(named(conditions));
      case WHICH ->
          new ToDoThere.Which(
              conditions.stream()
                  .flatMap(one -> one.record().best().stream().filter(b -> beaten(one, b)))
                  .map(Best::metric)
                  .distinct()
                  .toList(),
              more(conditions));
      case KEEP ->
          new ToDoThere.Keep(
              conditions.stream().anyMatch(one -> isApart(one.record())),
              conditions,
              conditions.stream()
                  .flatMap(one -> one.record().control().stream())
                  .flatMap(control -> gains.limits(control).stream())
                  .filter(limit -> limit.record().met() != Met.MET)
                  .filter(limit -> !borne.contains(limit.record().metric()))
                  .toList());
      case NOTHING -> new ToDoThere.Unjudged();
    };
  }

  private static boolean beaten(Cited<OfCondition> condition, Best best) {
    return condition.record().control().filter(id -> !best.cells().contains(id)).isPresent();
  }

  /** Where something is shown to be worse, the interval of all leaves out no difference. */
  private boolean isApart(OfCondition condition) {
    return summary.contrasts().stream()
        .filter(one -> condition.cells().contains(one.cell()))
        .anyMatch(one -> one.verdict().apart());
  }

  private static OptionalInt more(List<Cited<OfCondition>> conditions) {
    return conditions.stream()
        .map(Cited::record)
        .filter(one -> one.blocksNeeded().isPresent())
        .mapToInt(one -> one.blocksNeeded().getAsInt() - one.blocks())
        .filter(more -> more > 0)
        .max();
  }

  private Optional<Cited<OfQuality>> quality(String cell) {
    return Cited.all("qualities", summary.qualities()).stream()
        .filter(one -> one.record().cell().equals(cell))
        .findFirst();
  }

  private List<Named> named(List<Cited<OfCondition>> conditions) {
    return conditions.stream()
        .flatMap(
            condition ->
                condition.record().named().stream()
                    .map(
                        cell ->
                            new Named(
                                cell,
                                condition.record().levels(),
                                gains.of(
                                    Cited.all(
                                            condition.at().substring(1) + "/beside",
                                            condition.record().beside())
                                        .stream()
                                        .filter(one -> one.record().cell().equals(cell))
                                        .filter(
                                            one -> one.record().verdict() != Verdict.INCONCLUSIVE)
                                        .toList()),
                                quality(cell))))
        .toList();
  }
}
