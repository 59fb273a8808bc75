package dev.paddock.findings;

import dev.paddock.findings.Found.Drifted.Move;
import dev.paddock.findings.Headline.ToDoThere;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Drift;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Dropped;
import dev.paddock.summary.Summary.Infeasible;
import dev.paddock.summary.Summary.SoFar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page has to say.
 *
 * @param sentences what stands below the headline, the most telling first, and no more than people
 *     read
 */
public record Findings(Headline headline, List<Found> sentences) {
  private static final int MOST_SENTENCES = 8;
  private static final int MOST_HYPOTHESES = 3;
  private static final int MOST_GAINS = 3;

  public Findings {
    sentences = List.copyOf(sentences);
  }

  /** Of a summary, whatever answer it has. */
  public static Findings of(Summary summary) {
    if (summary.cells().stream().allMatch(cell -> cell.metrics().isEmpty())) {
      return new Findings(
          summary.trials() == 0
              ? new Headline.NothingEnded()
              : new Headline.NoneValid(summary.trials()),
          List.of());
    }
    if (summary.soFar().isPresent()) {
      SoFar far = summary.soFar().get();
      return new Findings(
          new Headline.SoFar(far.blocks(), far.least(), far.most(), far.over()), List.of());
    }
    Gains gains = new Gains(summary);
    Factors factors = new Factors(summary);
    List<Found> found = new ArrayList<>();
    found.addAll(about(summary, gains));
    found.addAll(limits(summary));
    found.addAll(hypotheses(summary));
    found.addAll(factors.effective());
    unmeasured(summary).ifPresent(found::add);
    factors.indifferent().ifPresent(found::add);
    factors.depends().ifPresent(found::add);
    factors.undecided().ifPresent(found::add);
    drift(summary).ifPresent(found::add);
    Headline headline = new Headlines(summary, gains).headline();
    List<Cited<OfCurve>> serving =
        Cited.all("curves", summary.curves()).stream()
            .filter(curve -> curve.record().capacity().isPresent())
            .toList();
    return new Findings(
        serving.isEmpty() ? headline : new Headline.Serves(serving, beyond(serving, headline)),
        found.stream().limit(MOST_SENTENCES).toList());
  }

  /**
   * What a headline says that the capacities do not: at each load what you have may do, since no
   * difference is shown there, and another configuration still bear more of them.
   */
  private static Optional<Headline> beyond(List<Cited<OfCurve>> serving, Headline headline) {
    boolean apart =
        serving.stream()
            .flatMap(curve -> curve.record().beside().stream())
            .anyMatch(OfCurve.Beside::apart);
    return switch (headline) {
      case Headline.NothingToChoose nothing -> Optional.empty();
      case Headline.NothingAsked nothing -> Optional.empty();
      case Headline.ToDo(List<Headline.Clause> clauses)
          when apart && clauses.stream().allMatch(one -> keeps(one.answer())) ->
          Optional.empty();
      case Headline other -> Optional.of(other);
    };
  }

  private static boolean keeps(ToDoThere answer) {
    return answer instanceof ToDoThere.Keep || answer instanceof ToDoThere.Unjudged;
  }

  /** Of the first cell that is to be used. */
  private static List<Found> about(Summary summary, Gains gains) {
    Optional<OfCondition> use =
        summary.conditions().stream().filter(one -> one.says(Outcome.USE)).findFirst();
    if (use.isEmpty()) {
      return List.of();
    }
    OfCondition condition = use.get();
    String cell = condition.named().getFirst();
    List<Found> found = new ArrayList<>();
    Set<String> said =
        condition.beside().stream().map(Contrast::metric).collect(Collectors.toUnmodifiableSet());
    found.add(
        new Found.BesideControl(
            condition.control().orElse(summary.control()),
            condition.blocks(),
            condition.confirmed(),
            condition.confirmed()
                ? List.of()
                : gains.others(cell, said).stream().limit(MOST_GAINS).toList()));
    condition
        .best()
        .forEach(
            best -> {
              List<String> others = best.cells().stream().filter(one -> !one.equals(cell)).toList();
              if (best.cells().contains(cell) && !others.isEmpty()) {
                found.add(new Found.AsGood(best.metric(), others));
              }
            });
    return found;
  }

  private static List<Found> limits(Summary summary) {
    Map<String, List<Cited<OfObjective>>> byLimit = new LinkedHashMap<>();
    Cited.all("objectives", summary.objectives())
        .forEach(
            one ->
                byLimit
                    .computeIfAbsent(
                        one.record().metric() + one.record().wanted(), key -> new ArrayList<>())
                    .add(one));
    return byLimit.values().stream()
        .<Found>map(
            of ->
                new Found.Limit(
                    of.getFirst(),
                    Stream.of(Met.values())
                        .map(met -> new Found.Limit.Group(met, cells(of, met)))
                        .filter(group -> !group.cells().isEmpty())
                        .toList(),
                    more(of, summary.method().blocks())))
        .toList();
  }

  private static List<String> cells(List<Cited<OfObjective>> limits, Met met) {
    return limits.stream()
        .map(Cited::record)
        .filter(one -> one.met() == met)
        .map(OfObjective::cell)
        .toList();
  }

  /** How many blocks would decide all that can be decided. */
  private static OptionalInt more(List<Cited<OfObjective>> limits, int blocks) {
    int needed =
        limits.stream()
            .map(Cited::record)
            .filter(one -> one.met() == Met.UNDECIDED)
            .mapToInt(one -> one.blocksNeeded().orElse(0))
            .max()
            .orElse(0);
    return needed > blocks ? OptionalInt.of(needed - blocks) : OptionalInt.empty();
  }

  private static List<Found> hypotheses(Summary summary) {
    List<Cited<OfHypothesis>> all = Cited.all("hypotheses", summary.hypotheses());
    List<Found> found = new ArrayList<>();
    all.stream()
        .limit(MOST_HYPOTHESES)
        .forEach(one -> found.add(new Found.Judged(one, more(one.record()))));
    if (all.size() > MOST_HYPOTHESES) {
      found.add(new Found.MoreHypotheses(all.size() - MOST_HYPOTHESES));
    }
    return found;
  }

  private static OptionalInt more(OfHypothesis one) {
    return one.blocksNeeded().isPresent()
        ? OptionalInt.of(Math.max(0, one.blocksNeeded().getAsInt() - one.blocks()))
        : OptionalInt.empty();
  }

  private static Optional<Found> unmeasured(Summary summary) {
    return summary.infeasible().isEmpty() && summary.dropped().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found.Unmeasured(
                summary.cells().size(),
                summary.infeasible().stream().map(Infeasible::cell).toList(),
                summary.dropped().stream().map(Dropped::cell).toList()));
  }

  /** The control over the run, where it did not stay the same. */
  private static Optional<Found> drift(Summary summary) {
    List<Move> moves =
        Cited.all("drift", summary.drift()).stream()
            .map(Findings::move)
            .flatMap(Optional::stream)
            .toList();
    return moves.isEmpty() ? Optional.empty() : Optional.of(new Found.Drifted(moves));
  }

  private static Optional<Move> move(Cited<Drift> drift) {
    Drift of = drift.record();
    if (of.ratio().isPresent() && of.bounds().leavesOut(1)) {
      return Optional.of(new Move.Along(drift, of.ratio().getAsDouble()));
    }
    return of.changes().stream()
        .findFirst()
        .map(change -> new Move.Jump(of.metric(), change.before()));
  }
}
