package dev.paddock.report;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * On what the published pages were measured: one letter for each kind and environment between which
 * figures are not to be compared.
 */
final class Environments {
  private static final int FACTS = 4;

  private final List<Group> groups = new ArrayList<>();
  private final Map<String, String> letters = new LinkedHashMap<>();

  private record Group(String letter, Kind kind, Fingerprint environment) {}

  /**
   * Of these pages.
   *
   * @param pages by place
   */
  Environments(SortedMap<String, Summary> pages) {
    pages.forEach(
        (place, summary) -> {
          Fingerprint environment = new Fingerprint(summary.environment());
          Group group =
              groups.stream()
                  .filter(one -> one.kind() == summary.kind())
                  .filter(one -> Difference.grave(one.environment().compare(environment)).isEmpty())
                  .findFirst()
                  .orElseGet(() -> added(summary.kind(), environment));
          letters.put(place, group.letter());
        });
  }

  private Group added(Kind kind, Fingerprint environment) {
    Group group = new Group(Character.toString('A' + groups.size()), kind, environment);
    groups.add(group);
    return group;
  }

  /** What is to be said beside a page; empty where all were measured on the same. */
  String beside(String place) {
    return groups.size() < 2 ? "" : " (" + letters.get(place) + ")";
  }

  /** Between which pages figures are not to be compared; empty where there is one environment. */
  Optional<String> differences() {
    if (groups.size() < 2) {
      return Optional.empty();
    }
    Set<String> facts = new LinkedHashSet<>();
    for (Group group : groups) {
      groups.stream()
          .filter(first -> first.kind() == group.kind())
          .findFirst()
          .ifPresent(
              first ->
                  first.environment().compare(group.environment()).stream()
                      .filter(one -> !one.comparable())
                      .sorted()
                      .forEach(one -> facts.add(one.fact())));
    }
    return Optional.of(
        "Compare figures only between lines of one letter%s."
            .formatted(
                facts.isEmpty()
                    ? ""
                    : ": others differ in %s%s, which each page lists under Environment"
                        .formatted(
                            escape(facts.stream().limit(FACTS).collect(Collectors.joining(", "))),
                            facts.size() > FACTS
                                ? " and %d more facts".formatted(facts.size() - FACTS)
                                : "")));
  }
}
