package dev.paddock.wording;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.summary.At;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Contrast;
import dev.paddock.summary.Summary.Drift;
import dev.paddock.summary.Summary.OfHypothesis;
import dev.paddock.summary.Summary.OfObjective;
import dev.paddock.summary.Summary.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was found, a sentence each, the most telling first: limits, hypotheses, effects. */
final class Findings {
  private static final int MOST_HYPOTHESES = 3;
  private static final int MOST_NAMES = 4;

  /** The start of a name as a file has it, which keeps its letters. */
  private static final Pattern NAME = Pattern.compile("[a-z]+[_.=]");

  private final Summary summary;
  private final Naming naming;
  private final EffectFindings effects;

  Findings(Summary summary, Naming naming) {
    this.summary = summary;
    this.naming = naming;
    this.effects = new EffectFindings(summary);
  }

  List<Phrase> all() {
    List<Phrase> sentences = new ArrayList<>();
    sentences.addAll(limits());
    sentences.addAll(hypotheses());
    sentences.addAll(effects.found());
    unmeasured().ifPresent(sentences::add);
    effects.same().ifPresent(sentences::add);
    effects.depends().ifPresent(sentences::add);
    effects.undecided().ifPresent(sentences::add);
    drift().ifPresent(sentences::add);
    return sentences;
  }

  /** A contrast of a cell beside the control, for example "throughput 1.80× [1.75, 1.86]". */
  Phrase said(Contrast contrast, String at) {
    String metric = Metric.brief(contrast.metric());
    if (contrast.verdict() == Verdict.EQUIVALENT) {
      return Phrase.of(metric + " the same within ")
          .and(Phrase.figure(Numerals.margin(contrast.margin()), at));
    }
    return Phrase.of(metric + (contrast.verdict() == Verdict.INCONCLUSIVE ? " undecided, " : " "))
        .and(changed(contrast, at));
  }

  /** How much a contrast is. */
  Phrase changed(Contrast contrast, String at) {
    return Phrase.figure(
        contrast.ratio().isPresent()
            ? Numerals.change(
                contrast.ratio().getAsDouble(), contrast.loAdjusted(), contrast.hiAdjusted())
            : Numerals.bracketed(
                contrast.difference().orElse(0),
                contrast.loAdjusted(),
                contrast.hiAdjusted(),
                naming.unit(contrast.metric())),
        at);
  }

  /** The figure of a cell, with its interval. */
  Phrase figure(String cell, String metric) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .flatMap(one -> one.metric(metric).stream())
        .findFirst()
        .map(
            one ->
                Phrase.figure(
                    Numerals.bracketed(one.value(), one.lo(), one.hi(), one.unit()),
                    At.metric(summary, cell, metric)))
        .orElse(Phrase.of("unknown"));
  }

  /** Factors that make no difference on any metric, if there are any. */
  Optional<Phrase> without() {
    return effects.without();
  }

  static String blocks(int n) {
    return n == 1 ? "1 block" : n + " blocks";
  }

  private List<Phrase> limits() {
    Map<String, List<OfObjective>> byLimit = new LinkedHashMap<>();
    for (OfObjective one : summary.objectives()) {
      byLimit.computeIfAbsent(one.metric() + one.wanted(), key -> new ArrayList<>()).add(one);
    }
    List<Phrase> sentences = new ArrayList<>();
    for (List<OfObjective> cells : byLimit.values()) {
      OfObjective first = cells.getFirst();
      List<String> counts = new ArrayList<>();
      for (String word : List.of("met", "missed", "undecided")) {
        List<String> of =
            cells.stream().filter(one -> one.met().equals(word)).map(OfObjective::cell).toList();
        if (of.size() == cells.size()) {
          counts.add(
              word.equals("undecided") ? "undecided for every cell" : word + " by every cell");
        } else if (!of.isEmpty()) {
          counts.add(
              "%s %s %s".formatted(word, word.equals("undecided") ? "for" : "by", named(of)));
        }
      }
      sentences.add(
          Phrase.of("%s %s ".formatted(capital(Metric.brief(first.metric())), first.wanted()))
              .and(
                  Phrase.figure(
                      Numerals.figure(first.limit(), naming.unit(first.metric())),
                      At.of("objectives", summary.objectives().indexOf(first))))
              .and(": %s%s.".formatted(String.join(", ", counts), more(cells))));
    }
    return sentences;
  }

  /** How many blocks would decide all that can be decided. */
  private String more(List<OfObjective> limits) {
    int needed =
        limits.stream()
            .filter(one -> one.met().equals("undecided"))
            .mapToInt(one -> one.blocksNeeded().orElse(0))
            .max()
            .orElse(0);
    int more = needed - summary.method().blocks();
    return more < 1 ? "" : " (about %s more would tell)".formatted(blocks(more));
  }

  private static String named(List<String> cells) {
    return cells.size() <= MOST_NAMES ? Spoken.listed(cells) : "%d cells".formatted(cells.size());
  }

  private List<Phrase> hypotheses() {
    List<OfHypothesis> all = summary.hypotheses();
    List<Phrase> sentences = new ArrayList<>();
    for (int i = 0; i < Math.min(all.size(), MOST_HYPOTHESES); i++) {
      sentences.add(sentence(all.get(i), At.of("hypotheses", i)));
    }
    if (all.size() > MOST_HYPOTHESES) {
      sentences.add(
          Phrase.of("%d more hypotheses stand below.".formatted(all.size() - MOST_HYPOTHESES)));
    }
    return sentences;
  }

  private static Phrase sentence(OfHypothesis one, String at) {
    Phrase start =
        Phrase.of(
            "%s, “%s”: %s%s"
                .formatted(
                    one.id(),
                    one.claim(),
                    one.verdict().word(),
                    one.lacks().map(lacks -> ", " + lacks).orElse("")));
    if (one.ratio().isEmpty()) {
      return start.and(".");
    }
    return start
        .and(" — %s ".formatted(Metric.brief(one.metric())))
        .and(
            Phrase.figure(
                Numerals.change(one.ratio().getAsDouble(), one.loAdjusted(), one.hiAdjusted()), at))
        .and(" in %s%s.".formatted(blocks(one.blocks()), more(one)));
  }

  private static String more(OfHypothesis one) {
    if (one.blocksNeeded().isEmpty()) {
      return "";
    }
    int more = one.blocksNeeded().getAsInt() - one.blocks();
    return more < 1
        ? "; a run of more blocks would decide it"
        : "; about %s more would decide it".formatted(blocks(more));
  }

  private Optional<Phrase> unmeasured() {
    List<String> parts = new ArrayList<>();
    if (!summary.infeasible().isEmpty()) {
      parts.add(
          "%d of %d cells cannot run here (%s)"
              .formatted(
                  summary.infeasible().size(),
                  naming.count(),
                  named(summary.infeasible().stream().map(Summary.Infeasible::cell).toList())));
    }
    if (!summary.dropped().isEmpty()) {
      parts.add(
          "%d of %d cells left the race early (%s)"
              .formatted(
                  summary.dropped().size(),
                  naming.count(),
                  named(summary.dropped().stream().map(Summary.Dropped::cell).toList())));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Phrase.of(String.join("; ", parts) + ": why stands below."));
  }

  /** The control over the run, where it did not stay the same. */
  private Optional<Phrase> drift() {
    List<Phrase> metrics = new ArrayList<>();
    for (int i = 0; i < summary.drift().size(); i++) {
      Drift drift = summary.drift().get(i);
      String at = At.of("drift", i);
      if (drift.ratio().isPresent()
          && drift.lo().isPresent()
          && (drift.lo().getAsDouble() > 1 || drift.hi().orElse(1) < 1)) {
        metrics.add(
            Phrase.of(Metric.brief(drift.metric()) + " ")
                .and(
                    Phrase.figure(
                        Numerals.change(drift.ratio().getAsDouble(), drift.lo(), drift.hi()), at)));
      } else if (!drift.changes().isEmpty()) {
        metrics.add(
            Phrase.of(
                "%s changed its level at block %d"
                    .formatted(Metric.brief(drift.metric()), drift.changes().getFirst().before())));
      }
    }
    return metrics.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Phrase.of("The machine did not stay the same, the control's ")
                .and(Phrase.joined(" and ", metrics))
                .and(" from first block to last; cells are compared within blocks."));
  }

  static String capital(String words) {
    return NAME.matcher(words).lookingAt()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
