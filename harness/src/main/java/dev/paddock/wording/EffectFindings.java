package dev.paddock.wording;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.summary.At;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Effect;
import dev.paddock.summary.Summary.Interaction;
import dev.paddock.summary.Summary.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What settings were found to do, or not to do, a sentence each. */
final class EffectFindings {
  private static final int MOST_LEVELS = 2;
  private static final int MOST_METRICS = 4;

  private final Summary summary;

  EffectFindings(Summary summary) {
    this.summary = summary;
  }

  /** The strongest level of each factor that does something, on every metric on which it does. */
  List<Phrase> found() {
    List<Effect> effects = summary.effects();
    List<Effect> told =
        effects.stream()
            .filter(EffectFindings::told)
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
          Phrase.of(
                  Findings.capital(Spoken.instead(lead.factor(), lead.level(), lead.versus()))
                      + ": ")
              .and(Phrase.joined(", ", first.stream().map(this::said).toList()))
              .and(", in %s.".formatted(Findings.blocks(lead.blocks()))));
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
    return Phrase.of(Metric.brief(effect.metric()) + " ")
        .and(
            Phrase.figure(
                Numerals.change(effect.ratio(), effect.loAdjusted(), effect.hiAdjusted()),
                at(effect)))
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
                .and(Phrase.figure(Numerals.margin(of.getFirst().margin()), at(of.getFirst()))));
      }
    }
    return factors.isEmpty() ? Optional.empty() : Optional.of(Phrase.joined(", ", factors));
  }

  /** What else is equivalent: a factor on some metrics. */
  Optional<Phrase> same() {
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
        String metrics = Spoken.listed(byMetric.keySet().stream().map(Metric::brief).toList());
        factors.add(
            Phrase.of(Spoken.setting(factor) + " makes no difference beyond ")
                .and(Phrase.figure(Numerals.margin(first.margin()), at(first)))
                .and(all ? "" : " to " + metrics));
      }
    }
    Phrase said = Phrase.joined("; ", factors);
    return factors.isEmpty()
        ? Optional.empty()
        : Optional.of(new Phrase(Findings.capital(said.words()), said.figures()).and("."));
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

  /** Where the effect of one setting depends on another, the strongest. */
  Optional<Phrase> depends() {
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
                        Metric.brief(one.metric()),
                        Spoken.setting(one.other()),
                        Spoken.level(one.other(), one.otherLevel())))
            .and(
                Phrase.figure(
                    Numerals.change(one.ratio(), one.loAdjusted(), one.hiAdjusted()),
                    At.of("interactions", all.indexOf(one))))
            .and(" beside that with %s.".formatted(Spoken.level(one.other(), one.otherVersus())))
            .and(told.size() > 1 ? " %d more of these below.".formatted(told.size() - 1) : ""));
  }

  /** What these blocks leave open. */
  Optional<Phrase> undecided() {
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
                    Findings.blocks(open.stream().mapToInt(Effect::blocks).max().orElse(0)),
                    open.size(),
                    summary.effects().size(),
                    factors.size() > MOST_METRICS
                        ? "%d settings".formatted(factors.size())
                        : Spoken.listed(factors))));
  }
}
