package dev.paddock.wording;

import dev.paddock.findings.Found.Indifferent;
import dev.paddock.findings.Headline;
import dev.paddock.findings.Headline.End;
import dev.paddock.findings.Headline.Standing;
import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.summary.Summary.Point;
import java.util.List;
import java.util.stream.Stream;

/** The sentence that an answer begins with. */
final class HeadlineWords {
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
      case Headline.Keep keep -> keep(keep);
      case Headline.UseBest(Standing best) ->
          Phrase.of("Use %s: the %s, ".formatted(naming.cell(best.cell()), best(best.metric())))
              .and(standing(best))
              .and(".");
      case Headline.Use use ->
          Phrase.of("Use " + naming.cell(use.cell()) + ": ")
              .and(figures.gains(use.gains()))
              .and(without(use.without()))
              .and(".");
      case Headline.NoneMeetsLimits() -> Phrase.of("No cell is shown to meet every objective.");
      case Headline.NoneOnFront() ->
          Phrase.of("No cell on the front is shown to meet every limit.");
      case Headline.NothingAsked() -> Phrase.of("What was measured stands below.");
      case Headline.NoTrialOf(String metric) ->
          Phrase.of("No valid trial gives %s.".formatted(Metric.inWords(metric)));
      case Headline.BestOf best -> best(best).capital();
      case Headline.OneEnd one -> oneEnd(one).capital();
      case Headline.TwoEnds two -> twoEnds(two).capital();
    };
  }

  private Phrase keep(Headline.Keep keep) {
    Standing control = keep.control();
    return Phrase.of(
            "Keep the control, %s: no other is shown to have a %s %s than its "
                .formatted(
                    naming.cell(control.cell()),
                    lowerIsBetter(control.metric()) ? "lower" : "higher",
                    Metric.brief(control.metric())))
        .and(standing(control))
        .and(without(keep.without()))
        .and(".");
  }

  /** The figure, and the user's limit on it. */
  private Phrase standing(Standing standing) {
    return FigureWords.figure(standing.figure()).and(figures.limit(standing.limit()));
  }

  private static Phrase without(List<Indifferent.Factor> factors) {
    return factors.isEmpty()
        ? Phrase.NOTHING
        : Phrase.of("; ")
            .and(Phrase.joined(", ", factors.stream().map(FigureWords::indifferent).toList()));
  }

  private static String best(String metric) {
    return (lowerIsBetter(metric) ? "lowest " : "highest ") + Metric.brief(metric);
  }

  private static boolean lowerIsBetter(String metric) {
    return Metric.named(metric).map(one -> one.quantity().lowerIsBetter()).orElse(true);
  }

  private Phrase best(Headline.BestOf said) {
    Standing best = said.best();
    return Phrase.of(
            "%s%s has the %s %s, "
                .formatted(
                    limits(said.limited()),
                    naming.cell(best.cell()),
                    lowerIsBetter(best.metric()) ? "lowest" : "highest",
                    Metric.plain(best.metric())))
        .and(FigureWords.figure(best.figure()))
        .and(
            said.isControl()
                ? Phrase.of("; it is the control")
                : said.beside()
                    .map(one -> Phrase.of("; beside the control ").and(figures.changed(one)))
                    .orElse(Phrase.NOTHING))
        .and(".");
  }

  private static String limits(boolean limited) {
    return limited ? "Of the cells that meet every limit: " : "";
  }

  private Phrase oneEnd(Headline.OneEnd one) {
    Standing latency = one.latency().standing();
    Standing throughput = one.throughput().standing();
    return Phrase.of(
            "%s%s has both the lowest %s, "
                .formatted(
                    limits(one.limited()),
                    naming.cell(latency.cell()),
                    Metric.brief(latency.metric())))
        .and(FigureWords.figure(latency.figure()))
        .and(", and the highest %s, ".formatted(Metric.brief(throughput.metric())))
        .and(FigureWords.figure(throughput.figure()))
        .and(".")
        .and(kept(List.of(one.latency()), List.of()));
  }

  private Phrase twoEnds(Headline.TwoEnds two) {
    Standing latency = two.latency().standing();
    Standing throughput = two.throughput().standing();
    return Phrase.of(
            "%sfor the lowest %s use %s, "
                .formatted(
                    two.limited() ? limits(true) : "Latency and throughput pull apart: ",
                    Metric.brief(latency.metric()),
                    naming.cell(latency.cell())))
        .and(FigureWords.figure(latency.figure()))
        .and(
            "; for the highest %s %s, "
                .formatted(Metric.brief(throughput.metric()), naming.cell(throughput.cell())))
        .and(FigureWords.figure(throughput.figure()))
        .and(".")
        .and(kept(List.of(two.latency(), two.throughput()), two.between()));
  }

  /** How sure that is: how often these stay on the front, and who lies between them. */
  private static Phrase kept(List<End> ends, List<String> between) {
    List<Phrase> shares = ends.stream().flatMap(HeadlineWords::share).toList();
    String others =
        between.isEmpty()
            ? ""
            : "%s %s between"
                .formatted(Spoken.listed(between), between.size() == 1 ? "lies" : "lie");
    if (shares.isEmpty()) {
      return Phrase.of(between.isEmpty() ? "" : " " + others + ".");
    }
    return Phrase.of(" Blocks drawn anew keep ")
        .and(Phrase.joined(" and ", shares))
        .and(" of the draws")
        .and(between.isEmpty() ? "." : "; " + others + ".");
  }

  private static Stream<Phrase> share(End end) {
    Point point = end.point().record();
    return point.probability().stream()
        .mapToObj(
            share ->
                Phrase.of(point.cell() + " on the front in ")
                    .and(Phrase.figure(Numerals.share(share), end.point().at())));
  }
}
