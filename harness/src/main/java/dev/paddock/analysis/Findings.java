package dev.paddock.analysis;

import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Drift;
import dev.paddock.analysis.Summary.Effect;
import dev.paddock.analysis.Summary.Interaction;
import dev.paddock.analysis.Summary.OfHypothesis;
import dev.paddock.analysis.Summary.OfObjective;
import dev.paddock.analysis.Summary.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was found, a sentence each, the most telling first: limits, hypotheses, effects. */
final class Findings {
  private static final int MOST_HYPOTHESES = 3;
  private static final int MOST_LEVELS = 2;
  private static final int MOST_METRICS = 4;

  /** The start of a name as a file has it, which keeps its letters. */
  private static final Pattern NAME = Pattern.compile("[a-z]+[_.=]");

  private final Summary summary;
  private final Naming naming;

  Findings(Summary summary, Naming naming) {
    this.summary = summary;
    this.naming = naming;
  }

  List<Phrase> all() {
    List<Phrase> sentences = new ArrayList<>();
    sentences.addAll(limits());
    sentences.addAll(hypotheses());
    sentences.addAll(found());
    unmeasured().ifPresent(sentences::add);
    same().ifPresent(sentences::add);
    depends().ifPresent(sentences::add);
    undecided().ifPresent(sentences::add);
    drift().ifPresent(sentences::add);
    return sentences;
  }

  /** A contrast of a cell beside the control, for example "throughput 1.80× [1.75, 1.86]". */
  Phrase said(Contrast contrast, String at) {
    String metric = Words.brief(contrast.metric());
    if (contrast.verdict() == Verdict.EQUIVALENT) {
      return Phrase.of(metric + " the same within ")
          .and(Phrase.figure(Words.margin(contrast.margin()), at));
    }
    return Phrase.of(metric + (contrast.verdict() == Verdict.INCONCLUSIVE ? " undecided, " : " "))
        .and(changed(contrast, at));
  }

  /** How much a contrast is. */
  Phrase changed(Contrast contrast, String at) {
    return Phrase.figure(
        contrast.ratio().isPresent()
            ? Words.change(
                contrast.ratio().getAsDouble(), contrast.loAdjusted(), contrast.hiAdjusted())
            : Words.bracketed(
                contrast.difference().orElse(0),
                contrast.loAdjusted(),
                contrast.hiAdjusted(),
                naming.unit(contrast.metric())),
        at);
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
          Phrase.of("%s %s ".formatted(capital(Words.brief(first.metric())), first.wanted()))
              .and(
                  Phrase.figure(
                      Words.figure(first.limit(), naming.unit(first.metric())),
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
    return cells.size() <= MOST_METRICS ? Spoken.listed(cells) : "%d cells".formatted(cells.size());
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
        .and(" — %s ".formatted(Words.brief(one.metric())))
        .and(
            Phrase.figure(
                Words.change(one.ratio().getAsDouble(), one.loAdjusted(), one.hiAdjusted()), at))
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

  /** The strongest level of each factor that does something, on every metric on which it does. */
  private List<Phrase> found() {
    List<Effect> effects = summary.effects();
    List<Effect> told =
        effects.stream()
            .filter(Findings::told)
            .sorted(Comparator.comparingDouble(one -> -Math.abs(Math.log(one.ratio()))))
            .toList();
    Map<String, Effect> strongest = new LinkedHashMap<>();
    told.forEach(one -> strongest.putIfAbsent(one.factor(), one));
    List<Phrase> sentences = new ArrayList<>();
    int said = 0;
    for (Effect lead : strongest.values().stream().limit(MOST_LEVELS).toList()) {
      List<Effect> same = told.stream().filter(one -> sameLevel(one, lead)).toList();
      List<Effect> first = same.stream().limit(MOST_METRICS).toList();
      said += first.size();
      sentences.add(
          Phrase.of(capital(Spoken.instead(lead.factor(), lead.level(), lead.versus())) + ": ")
              .and(Phrase.joined(", ", first.stream().map(this::said).toList()))
              .and(", in %s.".formatted(blocks(lead.blocks()))));
    }
    if (said < told.size() && !sentences.isEmpty()) {
      int last = sentences.size() - 1;
      int more = told.size() - said;
      sentences.set(
          last,
          sentences
              .get(last)
              .and(" %d more effect%s found below.".formatted(more, more == 1 ? " is" : "s are")));
    }
    return sentences;
  }

  private Phrase said(Effect effect) {
    return Phrase.of(Words.brief(effect.metric()) + " ")
        .and(
            Phrase.figure(
                Words.change(effect.ratio(), effect.loAdjusted(), effect.hiAdjusted()), at(effect)))
        .and(effect.reads().isEmpty() ? "" : " (%s)".formatted(effect.reads()));
  }

  private String at(Effect effect) {
    return At.of("effects", summary.effects().indexOf(effect));
  }

  private static boolean told(Effect effect) {
    return effect.verdict() == Verdict.LOWER || effect.verdict() == Verdict.HIGHER;
  }

  private static boolean sameLevel(Effect one, Effect other) {
    return one.factor().equals(other.factor())
        && one.level().equals(other.level())
        && one.versus().equals(other.versus());
  }

  /** Factors that make no difference on any metric, if there are any. */
  Optional<Phrase> without() {
    List<Phrase> factors = new ArrayList<>();
    for (String factor : factors(effect -> true)) {
      List<Effect> of = of(factor);
      if (of.stream().allMatch(one -> one.verdict() == Verdict.EQUIVALENT)) {
        factors.add(
            Phrase.of(Spoken.setting(factor) + " makes no difference beyond ")
                .and(Phrase.figure(Words.margin(of.getFirst().margin()), at(of.getFirst()))));
      }
    }
    return factors.isEmpty() ? Optional.empty() : Optional.of(Phrase.joined(", ", factors));
  }

  /** What else is equivalent: a factor on some metrics. */
  private Optional<Phrase> same() {
    List<Phrase> factors = new ArrayList<>();
    for (String factor : factors(effect -> effect.verdict() == Verdict.EQUIVALENT)) {
      Map<String, List<Effect>> byMetric = new LinkedHashMap<>();
      of(factor)
          .forEach(one -> byMetric.computeIfAbsent(one.metric(), m -> new ArrayList<>()).add(one));
      boolean all =
          byMetric.values().stream()
              .flatMap(List::stream)
              .allMatch(one -> one.verdict() == Verdict.EQUIVALENT);
      if (all && summary.recommendation().isPresent()) {
        continue; // the headline says so
      }
      byMetric
          .values()
          .removeIf(of -> of.stream().anyMatch(one -> one.verdict() != Verdict.EQUIVALENT));
      if (!byMetric.isEmpty()) {
        Effect first = byMetric.values().iterator().next().getFirst();
        String metrics = Spoken.listed(byMetric.keySet().stream().map(Words::brief).toList());
        factors.add(
            Phrase.of(Spoken.setting(factor) + " makes no difference beyond ")
                .and(Phrase.figure(Words.margin(first.margin()), at(first)))
                .and(all ? "" : " to " + metrics));
      }
    }
    Phrase said = Phrase.joined("; ", factors);
    return factors.isEmpty()
        ? Optional.empty()
        : Optional.of(new Phrase(capital(said.words()), said.figures()).and("."));
  }

  private Set<String> factors(Predicate<Effect> which) {
    return summary.effects().stream()
        .filter(which)
        .map(Effect::factor)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<Effect> of(String factor) {
    return summary.effects().stream().filter(one -> one.factor().equals(factor)).toList();
  }

  private Optional<Phrase> depends() {
    List<Interaction> all = summary.interactions();
    List<Interaction> told =
        all.stream()
            .filter(one -> one.verdict() == Verdict.LOWER || one.verdict() == Verdict.HIGHER)
            .sorted(Comparator.comparingDouble(one -> -Math.abs(Math.log(one.ratio()))))
            .toList();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Interaction one = told.getFirst();
    return Optional.of(
        Phrase.of(
                "How much %s changes %s depends on %s: the ratio with %s is "
                    .formatted(
                        Spoken.instead(one.factor(), one.level(), one.versus()),
                        Words.brief(one.metric()),
                        Spoken.setting(one.other()),
                        Spoken.level(one.other(), one.otherLevel())))
            .and(
                Phrase.figure(
                    Words.change(one.ratio(), one.loAdjusted(), one.hiAdjusted()),
                    At.of("interactions", all.indexOf(one))))
            .and(" beside that with %s.".formatted(Spoken.level(one.other(), one.otherVersus())))
            .and(told.size() > 1 ? " %d more of these below.".formatted(told.size() - 1) : ""));
  }

  private Optional<Phrase> undecided() {
    List<Effect> open =
        summary.effects().stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    List<String> factors =
        open.stream().map(Effect::factor).distinct().map(Spoken::setting).toList();
    return Optional.of(
        Phrase.of(
            "Not decided by %s: %d of %d effects (%s)."
                .formatted(
                    blocks(open.stream().mapToInt(Effect::blocks).max().orElse(0)),
                    open.size(),
                    summary.effects().size(),
                    factors.size() > MOST_METRICS
                        ? "%d settings".formatted(factors.size())
                        : Spoken.listed(factors))));
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
            Phrase.of(Words.brief(drift.metric()) + " ")
                .and(
                    Phrase.figure(
                        Words.change(drift.ratio().getAsDouble(), drift.lo(), drift.hi()), at)));
      } else if (!drift.changes().isEmpty()) {
        metrics.add(
            Phrase.of(
                "%s changed its level at block %d"
                    .formatted(Words.brief(drift.metric()), drift.changes().getFirst().before())));
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
