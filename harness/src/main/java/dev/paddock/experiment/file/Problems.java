package dev.paddock.experiment.file;

import dev.paddock.experiment.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The problems found so far, so that the author hears of all of them at once. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Place place, String key, String message, String fix) {
    add(place, key, message, fix.isEmpty() ? Optional.empty() : Optional.of(fix));
  }

  private void add(Place place, String key, String message, Optional<String> fix) {
    found.add(new Problem(place.file(), place.line(), key, message, fix));
  }

  /** What {@code reading} gives; empty where it refuses, which is then written down. */
  <T> Optional<T> attempt(Place place, String key, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Refused e) {
      add(place, key, e.why(), e.advice());
      return Optional.empty();
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  /** All of them, by line; those of {@code --set} last. */
  ExperimentFileException exception() {
    Comparator<Problem> order =
        Comparator.comparingInt(
            problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line());
    return new ExperimentFileException(new LinkedHashSet<>(found).stream().sorted(order).toList());
  }
}
