package dev.paddock.report;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * On what the published pages of one kind were measured: one letter for each environment between
 * which figures are not to be compared.
 */
final class Environments {
  private static final int FACTS = 4;

  private final List<Group> groups = new ArrayList<>();
  private final Map<String, String> letters = new LinkedHashMap<>();

  private record Group(String letter, Fingerprint environment, List<String> places) {}

  /**
   * Of these pages.
   *
   * @param pages by place; all of one kind
   */
  Environments(SortedMap<String, Summary> pages) {
    pages.forEach(
        (place, summary) -> {
          Fingerprint environment = new Fingerprint(summary.environment());
          Group group =
              groups.stream()
                  .filter(one -> Difference.grave(one.environment().compare(environment)).isEmpty())
                  .findFirst()
                  .orElseGet(() -> added(environment));
          group.places().add(place);
          letters.put(place, group.letter());
        });
  }

  private Group added(Fingerprint environment) {
    Group group =
        new Group(Character.toString('A' + groups.size()), environment, new ArrayList<>());
    groups.add(group);
    return group;
  }

  /** What is to be said beside a page; empty where all were measured on the same. */
  String beside(String place) {
    return groups.size() < 2 ? "" : " Environment " + letters.get(place) + ".";
  }

  /** The environments and how each differs from the first; empty where there is but one. */
  List<String> lines() {
    if (groups.size() < 2) {
      return List.of();
    }
    Fingerprint first = groups.getFirst().environment();
    return groups.stream()
        .map(
            group ->
                "**%s**: %s%s"
                    .formatted(
                        group.letter(),
                        escape(String.join(", ", group.places())),
                        group.environment().equals(first)
                            ? "."
                            : " — against A: "
                                + escape(against(first.compare(group.environment())))
                                + "."))
        .toList();
  }

  private static String against(List<Difference> differences) {
    Map<Difference.Kind, List<Difference>> byKind =
        differences.stream()
            .collect(
                Collectors.groupingBy(Difference::kind, LinkedHashMap::new, Collectors.toList()));
    return byKind.entrySet().stream()
        .map(
            kind ->
                "%s (%s%s)"
                    .formatted(
                        kind.getKey().words(),
                        kind.getValue().stream()
                            .limit(FACTS)
                            .map(Difference::toString)
                            .collect(Collectors.joining("; ")),
                        kind.getValue().size() > FACTS
                            ? "; and " + (kind.getValue().size() - FACTS) + " more"
                            : ""))
        .collect(Collectors.joining("; "));
  }
}
