package dev.paddock.findings;

import dev.paddock.findings.Found.Indifferent;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What settings were found to do, or not to do. */
final class Factors {
  private static final int MOST_LEVELS = 2;
  private static final int MOST_METRICS = 4;

  private final Summary summary;
  private final List<Cited<Effect>> effects;

  Factors(Summary summary) {
    this.summary = summary;
    this.effects = Cited.all("effects", summary.effects());
  }

  /** The strongest level of each factor that does something, on every metric on which it does. */
  List<Found> effective() {
    List<Cited<Effect>> told =
        effects.stream()
            .filter(one -> one.record().verdict().apart())
            .sorted(Comparator.comparingDouble(one -> -size(one.record().ratio())))
            .toList();
    Map<String, Cited<Effect>> strongest = new LinkedHashMap<>();
    told.forEach(one -> strongest.putIfAbsent(one.record().factor(), one));
    List<List<Cited<Effect>>> levels =
        strongest.values().stream()
            .limit(MOST_LEVELS)
            .map(
                lead ->
                    told.stream()
                        .filter(one -> sameLevel(one.record(), lead.record()))
                        .limit(MOST_METRICS)
                        .toList())
            .toList();
    int more = told.size() - levels.stream().mapToInt(List::size).sum();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      found.add(new Found.Effective(levels.get(i), i == levels.size() - 1 ? more : 0));
    }
    return found;
  }

  /** How strong a ratio is, in either direction. */
  private static double size(double ratio) {
    return Math.abs(Math.log(ratio));
  }

  private static boolean sameLevel(Effect one, Effect other) {
    return one.factor().equals(other.factor())
        && one.level().equals(other.level())
        && one.versus().equals(other.versus());
  }

  /** Factors that make no difference, on all metrics or on some. */
  Optional<Found> indifferent() {
    List<Indifferent.Factor> factors =
        effects.stream()
            .filter(Factors::isEquivalent)
            .map(one -> one.record().factor())
            .distinct()
            .flatMap(name -> indifferent(name).stream())
            .toList();
    return factors.isEmpty() ? Optional.empty() : Optional.of(new Indifferent(factors));
  }

  private Optional<Indifferent.Factor> indifferent(String name) {
    List<Cited<Effect>> of =
        effects.stream().filter(one -> one.record().factor().equals(name)).toList();
    boolean everywhere = of.stream().allMatch(Factors::isEquivalent);
    Map<String, List<Cited<Effect>>> byMetric = new LinkedHashMap<>();
    of.forEach(
        one -> byMetric.computeIfAbsent(one.record().metric(), m -> new ArrayList<>()).add(one));
    byMetric.values().removeIf(one -> !one.stream().allMatch(Factors::isEquivalent));
    return byMetric.values().stream()
        .findFirst()
        .map(
            first ->
                new Indifferent.Factor(
                    name,
                    first.getFirst(),
                    everywhere ? List.of() : List.copyOf(byMetric.keySet())));
  }

  private static boolean isEquivalent(Cited<Effect> effect) {
    return effect.record().verdict() == Verdict.EQUIVALENT;
  }

  /** Where the effect of one setting depends on another, the strongest. */
  Optional<Found> depends() {
    List<Cited<Interaction>> told =
        Cited.all("interactions", summary.interactions()).stream()
            .filter(one -> one.record().verdict().apart())
            .sorted(Comparator.comparingDouble(one -> -size(one.record().ratio())))
            .toList();
    return told.stream().findFirst().map(one -> new Found.Depends(one, told.size() - 1));
  }

  /** What these blocks leave open. */
  Optional<Found> undecided() {
    List<Effect> open =
        summary.effects().stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found.Undecided(
                open.stream().mapToInt(Effect::blocks).max().orElseThrow(),
                open.size(),
                summary.effects().size(),
                open.stream().map(Effect::factor).distinct().toList()));
  }
}
