package dev.paddock.wording;

import dev.paddock.findings.Cited;
import dev.paddock.findings.Found.Gain;
import dev.paddock.findings.Headline;
import dev.paddock.findings.Headline.Clause;
import dev.paddock.findings.Headline.Named;
import dev.paddock.findings.Headline.ToDoThere;
import dev.paddock.record.Metric;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import dev.paddock.summary.OfQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The sentence that an answer begins with. */
final class HeadlineWords {
  private static final int MOST_CELLS = 3;

  /** An interval of all ratios that reaches so far says nothing that a reader could use. */
  private static final double TELLS_NOTHING = 10;

  private final Naming naming;
  private final FigureWords figures;

  HeadlineWords(Naming naming) {
    this.naming = naming;
    this.figures = new FigureWords(naming);
  }

  Phrase of(Headline headline) {
    return switch (headline) {
      case Headline.NothingEnded() -> Phrase.of("No trial has ended, so there is no answer yet.");
      case Headline.NoneValid(int trials) ->
          Phrase.of(
              "None of the %d trials that ended is valid, so there is no answer."
                  .formatted(trials));
      case Headline.Serves(List<Cited<OfCurve>> curves, Optional<Headline> then) ->
          CurveWords.serves(curves)
              .and(".")
              .and(then.map(more -> Phrase.of(" ").and(of(more))).orElse(Phrase.NOTHING));
      case Headline.SoFar soFar -> Phrase.of(soFar(soFar));
      case Headline.NothingAsked() -> Phrase.of("What was measured stands below.");
      case Headline.NothingToChoose() ->
          Phrase.of("There was nothing to choose between: what was measured stands below.");
      case Headline.NoTrialOf(String metric) ->
          Phrase.of("No valid trial gives %s.".formatted(Metric.inWords(metric)));
      case Headline.ToDo(List<Clause> clauses) ->
          Phrase.joined("; ", clauses.stream().map(this::clause).toList()).capital().and(".");
    };
  }

  private static String soFar(Headline.SoFar soFar) {
    String of =
        soFar.least() == soFar.most()
            ? Integer.toString(soFar.most())
            : "%d to %d".formatted(soFar.least(), soFar.most());
    return soFar.over()
        ? "Ended at block %d of %s, before its time: too few for a verdict; what was measured stands below."
            .formatted(soFar.blocks(), of)
        : "So far, block %d of %s: no verdict before the end; what was measured until now stands below."
            .formatted(soFar.blocks(), of);
  }

  private Phrase clause(Clause clause) {
    String under =
        clause.under().isEmpty()
            ? ""
            : "at "
                + Spoken.listed(
                    clause.under().stream().map(HeadlineWords::condition).distinct().toList())
                + " ";
    return Phrase.of(under).and(answer(clause.answer()));
  }

  /** For example "4 clients"; of a mere name "load.think=10ms". */
  private static String condition(Map<String, Object> levels) {
    return Spoken.levels(levels);
  }

  private Phrase answer(ToDoThere answer) {
    return switch (answer) {
      case ToDoThere.Use(List<Named> cells) -> use(cells);
      case ToDoThere.Tradeoff(List<Named> cells) ->
          Phrase.of("a tradeoff: ")
              .and(Phrase.joined("; ", some(cells).stream().map(this::pulling).toList()));
      case ToDoThere.Which which ->
          Phrase.of(
              "something here is better than what you have on %s, but these blocks do not say which%s"
                  .formatted(
                      Spoken.listed(which.metrics().stream().map(Metric::brief).toList()),
                      which.more().isPresent()
                          ? ": about %s more would"
                              .formatted(FigureWords.blocks(which.more().getAsInt()))
                          : ""));
      case ToDoThere.Limited(List<Named> better) ->
          Phrase.of("keep what you have: ")
              .and(Phrase.joined("; ", some(better).stream().map(this::gained).toList()))
              .and(
                  better.stream().allMatch(one -> shows(one, OfQuality.Verdict.OPEN))
                      ? ""
                      : ", but not shown to meet every objective");
      case ToDoThere.Keep keep -> keep(keep);
      case ToDoThere.Noisy(Outcome all, List<Named> cells, Outcome quiet) ->
          Phrase.of(
              "keep what you have: all trials together say %s, those beside which no other program computed say %s"
                  .formatted(outcome(all, cells), outcome(quiet, List.of())));
      case ToDoThere.Unjudged() ->
          Phrase.of(
              "keep what you have: so few blocks, or requests in a trial, show no difference");
    };
  }

  private String outcome(Outcome outcome, List<Named> cells) {
    return switch (outcome) {
      case USE -> cells.isEmpty() ? "that one is better" : "use " + name(cells.getFirst());
      case TRADEOFF -> "that there is a tradeoff";
      case WHICH -> "that something is better, and not what";
      case LIMITED -> "that something is better, and not that it meets every objective";
      case KEEP -> "that nothing is shown to be better";
      case NOTHING -> "nothing";
    };
  }

  private static List<Named> some(List<Named> cells) {
    return cells.stream().limit(MOST_CELLS).toList();
  }

  /** One cell a condition; where there are several they are the same but for that. */
  private Phrase use(List<Named> cells) {
    Named first = cells.getFirst();
    Phrase use = Phrase.of("use %s: ".formatted(name(first)));
    if (cells.size() == 1) {
      return use.and(said(first.gains(), ", ")).and(asGood(first));
    }
    return use.and(
        Phrase.joined(
            "; ",
            cells.stream()
                .map(
                    one ->
                        Phrase.of("at %s ".formatted(condition(one.under())))
                            .and(said(one.gains(), ", "))
                            .and(asGood(one)))
                .toList()));
  }

  private static boolean shows(Named named, OfQuality.Verdict verdict) {
    return named.quality().filter(one -> one.record().verdict() == verdict).isPresent();
  }

  private static Phrase asGood(Named named) {
    return named
        .quality()
        .filter(_ -> shows(named, OfQuality.Verdict.AS_GOOD))
        .map(one -> Phrase.of(", ").and(QualityWords.asGood(one)))
        .orElse(Phrase.NOTHING);
  }

  /** What speaks against a cell that is faster, behind "but". */
  private static List<Phrase> against(Named named) {
    return named
        .quality()
        .flatMap(
            one ->
                switch (one.record().verdict()) {
                  case WORSE -> Optional.of(QualityWords.worse(one));
                  case OPEN -> Optional.of(QualityWords.open(one));
                  case AS_GOOD -> Optional.empty();
                })
        .stream()
        .toList();
  }

  private String name(Named named) {
    return naming.cell(named.cell(), named.under().keySet());
  }

  private Phrase gained(Named named) {
    Phrase gained = Phrase.of(name(named) + " has ").and(said(named.gains(), ", "));
    return against(named).isEmpty()
        ? gained
        : gained.and(", but ").and(Phrase.joined(", ", against(named)));
  }

  /** What is better, but what is worse. */
  private Phrase pulling(Named named) {
    List<Gain> worse =
        named.gains().stream()
            .filter(one -> one.contrast().record().reads() == Reads.WORSE)
            .toList();
    List<Gain> others = named.gains().stream().filter(one -> !worse.contains(one)).toList();
    List<Phrase> but = new ArrayList<>(worse.stream().map(this::gain).toList());
    but.addAll(against(named));
    return Phrase.of(name(named) + " has ")
        .and(said(others, ", "))
        .and(", but ")
        .and(Phrase.joined(", ", but));
  }

  private Phrase said(List<Gain> gains, String comma) {
    return Phrase.joined(comma, gains.stream().map(this::gain).toList());
  }

  private Phrase gain(Gain gain) {
    Contrast one = gain.contrast().record();
    return one.ratio().isPresent() && one.verdict() != Verdict.EQUIVALENT
        ? Phrase.of(Metric.brief(one.metric()) + " ")
            .and(
                Phrase.figure(
                    Amounts.change(
                        one.metric(),
                        naming.unit(one.metric()),
                        one.ratio().getAsDouble(),
                        one.adjusted()),
                    gain.contrast().at()))
            .and(figures.limit(gain.limit()))
        : figures.gain(gain);
  }

  private Phrase keep(ToDoThere.Keep keep) {
    Phrase said =
        Phrase.of("keep what you have: " + (keep.apart() ? worseOnly(keep.conditions()) : ""));
    Optional<Cited<OfCondition>> low =
        extreme(keep.conditions(), one -> one.within().lo().orElse(Double.NaN), false);
    Optional<Cited<OfCondition>> high =
        extreme(keep.conditions(), one -> one.within().hi().orElse(Double.NaN), true);
    if (low.isEmpty() || high.isEmpty()) {
      return said.and("no difference is shown").and(limits(keep.limits()));
    }
    if (low.get().record().within().lo().orElseThrow() < 1 / TELLS_NOTHING
        || high.get().record().within().hi().orElseThrow() > TELLS_NOTHING) {
      return said.and("so few blocks, or blocks so unlike, would hide any difference")
          .and(limits(keep.limits()));
    }
    said =
        said.and("all differences lie between ")
            .and(
                Phrase.figure(
                    percent(low.get().record().within().lo().orElseThrow()), low.get().at()))
            .and(" and ")
            .and(
                Phrase.figure(
                    percent(high.get().record().within().hi().orElseThrow()), high.get().at()));
    Optional<Cited<OfCondition>> seen =
        extreme(keep.conditions(), one -> one.detectable().orElse(Double.NaN), true);
    if (seen.isPresent()) {
      said =
          said.and("; a true ")
              .and(
                  Phrase.figure(
                      percent(seen.get().record().detectable().orElseThrow()).substring(1),
                      seen.get().at()))
              .and(" would have been found in four of five such runs");
    }
    return said.and(limits(keep.limits()));
  }

  /** Over all loads together something may well be shown to be better. */
  private static String worseOnly(List<Cited<OfCondition>> conditions) {
    boolean loads =
        conditions.stream()
            .flatMap(one -> one.record().levels().keySet().stream())
            .allMatch(name -> name.startsWith("load."));
    return conditions.size() == 1
        ? "nothing is shown to be better; "
        : "%s is anything shown to be better; "
            .formatted(loads ? "at no one load" : "under no one condition");
  }

  private static Optional<Cited<OfCondition>> extreme(
      List<Cited<OfCondition>> all, ToDoubleFunction<OfCondition> figure, boolean most) {
    Comparator<Cited<OfCondition>> order =
        Comparator.comparingDouble(one -> figure.applyAsDouble(one.record()));
    return all.stream()
        .filter(one -> Double.isFinite(figure.applyAsDouble(one.record())))
        .max(most ? order : order.reversed());
  }

  /** A ratio in per cent more or less, with its sign. */
  private static String percent(double ratio) {
    double change = ratio - 1;
    int decimals = Math.abs(change) < 0.1 ? 1 : 0;
    return "%s%s %%"
        .formatted(
            change < 0 ? "−" : "+",
            String.format(Locale.ROOT, "%." + decimals + "f", 100 * Math.abs(change)));
  }

  private Phrase limits(List<Cited<OfObjective>> limits) {
    return limits.isEmpty()
        ? Phrase.NOTHING
        : Phrase.of("; what you have ")
            .and(
                Phrase.joined(
                    " and ",
                    limits.stream()
                        .map(
                            one ->
                                Phrase.of(
                                        "%s %s %s of "
                                            .formatted(
                                                one.record().met() == Met.MISSED
                                                    ? "misses"
                                                    : "is not shown to meet",
                                                "your objective for",
                                                Metric.brief(one.record().metric())))
                                    .and(figures.limitFigure(one)))
                        .toList()));
  }
}
