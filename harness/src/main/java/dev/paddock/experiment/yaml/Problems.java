package dev.paddock.experiment.yaml;

import dev.paddock.experiment.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The problems found so far, so that the author hears of all of them at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Place place, String key, String message, String fix) {
    add(place, key, message, fix.isEmpty() ? Optional.empty() : Optional.of(fix));
  }

  private void add(Place place, String key, String message, Optional<String> fix) {
    found.add(new Problem(place.file(), place.line(), key, message, fix));
  }

  /** What {@code reading} gives; empty where it refuses, which is then written down. */
  public <T> Optional<T> attempt(Place place, String key, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Refused e) {
      add(place, key, e.why(), e.advice());
      return Optional.empty();
    }
  }

  public boolean none() {
    return found.isEmpty();
  }

  /** All of them, by line; those of {@code --set} last. */
  public List<Problem> inOrder() {
    Comparator<Problem> order =
        Comparator.comparingInt(
            problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line());
    return new LinkedHashSet<>(found).stream().sorted(order).toList();
  }
}
