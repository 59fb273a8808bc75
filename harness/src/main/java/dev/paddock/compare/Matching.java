package dev.paddock.compare;

import dev.paddock.compare.Compared.Unmatched;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Which cells of two runs are the same: all that either run varies has the same value in both, be
 * it a factor there or a constant.
 */
record Matching(List<Pair> pairs, List<Unmatched> unmatched) {

  /**
   * A cell of the baseline and the same one of the candidate.
   *
   * @param name its levels, in the words of the run that varies more
   */
  record Pair(OfCell baseline, OfCell candidate, String name) {}

  static Matching of(Summary baseline, Summary candidate) {
    Setup first = new Setup(baseline);
    Setup second = new Setup(candidate);
    SortedSet<String> names = first.factors();
    names.addAll(second.factors());
    List<Pair> pairs = new ArrayList<>();
    List<Unmatched> unmatched = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (OfCell cell : baseline.cells()) {
      Optional<OfCell> same =
          candidate.cells().stream()
              .filter(other -> same(first, cell, second, other, names))
              .findFirst();
      same.ifPresentOrElse(
          other -> {
            taken.add(other.id());
            pairs.add(new Pair(cell, other, name(cell, other)));
          },
          () -> unmatched.add(unmatched("baseline", first, cell, candidate, second)));
    }
    for (OfCell cell : candidate.cells()) {
      if (!taken.contains(cell.id())) {
        unmatched.add(unmatched("candidate", second, cell, baseline, first));
      }
    }
    return new Matching(List.copyOf(pairs), List.copyOf(unmatched));
  }

  private static boolean same(
      Setup first, OfCell cell, Setup second, OfCell other, Set<String> names) {
    return names.stream()
        .allMatch(
            name -> {
              Optional<String> value = first.value(cell, name);
              return value.isPresent() && value.equals(second.value(other, name));
            });
  }

  private static String name(OfCell one, OfCell other) {
    return one.levels().size() < other.levels().size() ? other.name() : one.name();
  }

  /** Why a cell has no like: the first thing that every cell of the other run lacks. */
  private static Unmatched unmatched(String of, Setup mine, OfCell cell, Summary other, Setup its) {
    SortedSet<String> names = mine.factors();
    names.addAll(its.factors());
    for (String name : names) {
      Optional<String> here = mine.value(cell, name);
      if (here.isEmpty()) {
        return new Unmatched(of, cell.id(), cell.name(), "this run does not say its " + name);
      }
      if (other.cells().stream().noneMatch(one -> here.equals(its.value(one, name)))) {
        return new Unmatched(
            of,
            cell.id(),
            cell.name(),
            "the other run has no cell with %s=%s".formatted(name, here.get()));
      }
    }
    return new Unmatched(of, cell.id(), cell.name(), "the other run has no cell with these levels");
  }
}
