package dev.paddock.wording;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.summary.At;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Answer;
import dev.paddock.summary.Summary.Contrast;
import dev.paddock.summary.Summary.OfObjective;
import dev.paddock.summary.Summary.Quoted;
import dev.paddock.summary.Summary.Recommendation;
import dev.paddock.summary.Summary.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer in plain words: what to use, and what that costs and buys. */
public final class Answers {
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

  /** The same summary with its answer. */
  public static Summary answered(Summary summary) {
    return summary.with(of(summary));
  }

  /** What a summary says, which has no answer yet. */
  public static Answer of(Summary summary) {
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
        summary
            .recommendation()
            .map(this::use)
            .orElseGet(new Choices(summary, naming, findings)::phrase);
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
                      Metric.brief(recommended.metric())))
          .and(findings.figure(recommended.cell(), recommended.metric()))
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
                      Metric.brief(recommended.metric())))
          .and(findings.figure(recommended.cell(), recommended.metric()))
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
                      Metric.brief(recommended.metric()),
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
        Phrase limit = Phrase.figure(Numerals.figure(one.limit(), unit), At.of("objectives", i));
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
}
