package dev.paddock.analysis;

import dev.paddock.analysis.Summary.Answer;
import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.analysis.Summary.OfObjective;
import dev.paddock.analysis.Summary.Point;
import dev.paddock.analysis.Summary.Quoted;
import dev.paddock.analysis.Summary.Recommendation;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.experiment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer in plain words: what to use, and what that costs and buys. */
final class Answers {
  private static final int MOST_METRICS = 3;
  private static final int MOST_SENTENCES = 8;

  private final Summary summary;
  private final Naming naming;
  private final Findings findings;

  private Answers(Summary summary) {
    this.summary = summary;
    this.naming = new Naming(summary);
    this.findings = new Findings(summary, naming);
  }

  /** What a summary says, which has no answer yet. */
  static Answer of(Summary summary) {
    if (summary.cells().stream().allMatch(cell -> cell.metrics().isEmpty())) {
      return new Answer(
          summary.trials() == 0
              ? "No trial has ended, so there is no answer yet."
              : "None of the %d trials that ended is valid, so there is no answer."
                  .formatted(summary.trials()),
          List.of(),
          List.of());
    }
    return new Answers(summary).answer();
  }

  private Answer answer() {
    Phrase headline =
        summary.recommendation().map(this::use).orElseGet(this::withoutRecommendation);
    List<Phrase> sentences = new ArrayList<>();
    summary.recommendation().ifPresent(one -> sentences.addAll(about(one)));
    sentences.addAll(findings.all());
    List<Phrase> said = sentences.stream().limit(MOST_SENTENCES).toList();
    List<Quoted> figures = new ArrayList<>(headline.figures());
    said.forEach(phrase -> figures.addAll(phrase.figures()));
    return new Answer(
        Findings.capital(headline.words()),
        said.stream().map(Phrase::words).toList(),
        List.copyOf(figures));
  }

  private Phrase use(Recommendation recommended) {
    String cell = naming.cell(recommended.cell());
    List<Phrase> gains = besides(recommended).values().stream().limit(MOST_METRICS).toList();
    if (recommended.cell().equals(summary.control())) {
      return Phrase.of(
              "Keep the control, %s: no other is shown to have a %s %s than its "
                  .formatted(
                      cell,
                      lowerIsBetter(recommended.metric()) ? "lower" : "higher",
                      Words.brief(recommended.metric())))
          .and(figure(recommended.cell(), recommended.metric()))
          .and(limits(recommended.cell(), recommended.metric()))
          .and(without())
          .and(".");
    }
    if (gains.isEmpty()) {
      return Phrase.of(
              "Use %s: the %s %s, "
                  .formatted(
                      cell,
                      lowerIsBetter(recommended.metric()) ? "lowest" : "highest",
                      Words.brief(recommended.metric())))
          .and(figure(recommended.cell(), recommended.metric()))
          .and(limits(recommended.cell(), recommended.metric()))
          .and(".");
    }
    return Phrase.of("Use " + cell + ": ").and(Phrase.joined(", ", gains)).and(without()).and(".");
  }

  private Phrase without() {
    return findings.without().map(same -> Phrase.of("; ").and(same)).orElse(Phrase.NOTHING);
  }

  /** The lead metric first, then those with a limit, then what else was told apart. */
  private Map<String, Phrase> besides(Recommendation recommended) {
    List<Contrast> beside = recommended.beside();
    Comparator<Contrast> order =
        Comparator.comparing((Contrast one) -> !one.metric().equals(recommended.metric()))
            .thenComparing(one -> limits(recommended.cell(), one.metric()).words().isEmpty())
            .thenComparing(one -> one.verdict() == Verdict.INCONCLUSIVE);
    Map<String, Phrase> phrases = new LinkedHashMap<>();
    for (Contrast one : beside.stream().sorted(order).toList()) {
      String at = At.of("recommendation/beside", beside.indexOf(one));
      phrases.put(
          one.metric(), findings.said(one, at).and(limits(recommended.cell(), one.metric())));
    }
    return phrases;
  }

  private List<Phrase> about(Recommendation recommended) {
    List<Phrase> sentences = new ArrayList<>();
    if (!recommended.beside().isEmpty()) {
      Contrast first = recommended.beside().getFirst();
      sentences.add(
          Phrase.of(
                  "Beside the control, %s, in %s %s"
                      .formatted(
                          naming.cell(first.versus()),
                          Findings.blocks(first.blocks()),
                          recommended.confirmed()
                              ? "that were run after it was chosen"
                              : "that it was chosen by: not confirmed yet in fresh ones"))
              .and(rest(recommended))
              .and("."));
    }
    if (!recommended.alternatives().isEmpty()) {
      sentences.add(
          Phrase.of(
              "Not told from it on %s: %s."
                  .formatted(
                      Words.brief(recommended.metric()),
                      naming.cells(recommended.alternatives()))));
    }
    return sentences;
  }

  private Phrase rest(Recommendation recommended) {
    List<Phrase> rest =
        besides(recommended).values().stream().skip(MOST_METRICS).limit(MOST_METRICS).toList();
    return rest.isEmpty() ? Phrase.NOTHING : Phrase.of("; also ").and(Phrase.joined(", ", rest));
  }

  /** What the cell keeps of the user's limits on this metric. */
  private Phrase limits(String cell, String metric) {
    List<OfObjective> all = summary.objectives();
    for (int i = 0; i < all.size(); i++) {
      OfObjective one = all.get(i);
      if (one.cell().equals(cell) && one.metric().equals(metric)) {
        String unit = naming.unit(metric);
        Phrase limit = Phrase.figure(Words.figure(one.limit(), unit), At.of("objectives", i));
        return Phrase.of(
                switch (one.met()) {
                  case "met" -> ", within your objective of ";
                  case "missed" -> ", which misses your objective of ";
                  default -> ", undecided against your objective of ";
                })
            .and(limit);
      }
    }
    return Phrase.NOTHING;
  }

  private static boolean lowerIsBetter(String metric) {
    return Metric.named(metric).map(one -> one.quantity().lowerIsBetter()).orElse(true);
  }

  /** What is to be had, where there is no one cell to use. */
  private Phrase withoutRecommendation() {
    List<OfCell> eligible =
        summary.cells().stream()
            .filter(cell -> !cell.metrics().isEmpty())
            .filter(
                cell ->
                    summary.objectives().stream()
                        .filter(objective -> objective.cell().equals(cell.id()))
                        .allMatch(objective -> objective.met().equals("met")))
            .toList();
    if (eligible.isEmpty()) {
      return Phrase.of("No cell is shown to meet every objective.");
    }
    String limits = summary.objectives().isEmpty() ? "" : "Of the cells that meet every limit: ";
    return summary.kind().equals("bench") || summary.front().isEmpty()
        ? summary.method().metrics().stream()
            .findFirst()
            .flatMap(Metric::named)
            .map(first -> best(eligible, first, limits))
            .orElse(Phrase.of("What was measured stands below."))
        : ends(eligible, limits);
  }

  private Phrase best(List<OfCell> eligible, Metric metric, String limits) {
    boolean least = metric.quantity().lowerIsBetter();
    Comparator<OfCell> order =
        Comparator.comparingDouble(
            cell -> cell.metric(metric.name()).map(Estimate::value).orElse(Double.NaN));
    Optional<OfCell> best =
        eligible.stream()
            .filter(cell -> cell.metric(metric.name()).isPresent())
            .min(least ? order : order.reversed());
    if (best.isEmpty()) {
      return Phrase.of("No valid trial gives %s.".formatted(Words.metric(metric.name())));
    }
    String id = best.get().id();
    return Phrase.of(
            "%s%s has the %s %s, "
                .formatted(
                    limits,
                    naming.cell(id),
                    least ? "lowest" : "highest",
                    Words.plain(metric.name())))
        .and(figure(id, metric.name()))
        .and(beside(id, metric.name()))
        .and(".");
  }

  private Phrase beside(String cell, String metric) {
    if (cell.equals(summary.control())) {
      return Phrase.of("; it is the control");
    }
    List<Contrast> all = summary.contrasts();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).cell().equals(cell) && all.get(i).metric().equals(metric)) {
        return Phrase.of("; beside the control ")
            .and(findings.changed(all.get(i), At.of("contrasts", i)));
      }
    }
    return Phrase.NOTHING;
  }

  private Phrase ends(List<OfCell> eligible, String limits) {
    List<Point> allowed =
        summary.front().stream()
            .filter(point -> eligible.stream().anyMatch(cell -> cell.id().equals(point.cell())))
            .toList();
    if (allowed.isEmpty()) {
      return Phrase.of("No cell on the front is shown to meet every limit.");
    }
    Point quick = allowed.getFirst();
    Point busy = allowed.getLast();
    Phrase latency = figure(quick.cell(), quick.latencyMetric());
    Phrase throughput = figure(busy.cell(), busy.throughputMetric());
    String low = "the lowest " + Words.brief(quick.latencyMetric());
    String high = "the highest " + Words.brief(busy.throughputMetric());
    if (quick.cell().equals(busy.cell())) {
      return Phrase.of("%s%s has both %s, ".formatted(limits, naming.cell(quick.cell()), low))
          .and(latency)
          .and(", and %s, ".formatted(high))
          .and(throughput)
          .and(".")
          .and(kept(List.of(quick), List.of()));
    }
    List<String> between =
        allowed.subList(1, allowed.size() - 1).stream().map(Point::cell).toList();
    return Phrase.of(
            "%sfor %s use %s, "
                .formatted(
                    limits.isEmpty() ? "Latency and throughput pull apart: " : limits,
                    low,
                    naming.cell(quick.cell())))
        .and(latency)
        .and("; for %s %s, ".formatted(high, naming.cell(busy.cell())))
        .and(throughput)
        .and(".")
        .and(kept(List.of(quick, busy), between));
  }

  /** How sure that is: how often these stay on the front, and who lies between them. */
  private Phrase kept(List<Point> points, List<String> between) {
    List<Phrase> shares = new ArrayList<>();
    for (Point point : points) {
      if (point.probability().isPresent()) {
        shares.add(
            Phrase.of(point.cell() + " on the front in ")
                .and(
                    Phrase.figure(
                        Words.share(point.probability().getAsDouble()),
                        At.of("front", summary.front().indexOf(point)))));
      }
    }
    Phrase sure =
        shares.isEmpty()
            ? Phrase.NOTHING
            : Phrase.of(" Blocks drawn anew keep ")
                .and(Phrase.joined(" and ", shares))
                .and(" of the draws");
    String others =
        between.isEmpty()
            ? ""
            : "%s %s between"
                .formatted(Spoken.listed(between), between.size() == 1 ? "lies" : "lie");
    if (sure.words().isEmpty()) {
      return Phrase.of(others.isEmpty() ? "" : " " + others + ".");
    }
    return sure.and(others.isEmpty() ? "." : "; " + others + ".");
  }

  private Phrase figure(String cell, String metric) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .flatMap(one -> one.metric(metric).stream())
        .findFirst()
        .map(
            one ->
                Phrase.figure(
                    Words.bracketed(one.value(), one.lo(), one.hi(), one.unit()),
                    At.metric(summary, cell, metric)))
        .orElse(Phrase.of("unknown"));
  }
}
