package dev.paddock.run;

import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the machine, the server and the model are still those that a run began with. */
final class EnvironmentCheck {
  private EnvironmentCheck() {}

  /**
   * The reason, none where nothing changed.
   *
   * @param began the fingerprint of the run
   * @param now facts that were read again; those that were not are taken for unchanged
   */
  static Optional<String> reason(Fingerprint began, SortedMap<String, String> now) {
    SortedMap<String, String> all = new TreeMap<>(began.facts());
    all.putAll(now);
    List<Difference> changed = Difference.grave(began.compare(new Fingerprint(all)));
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            changed.stream()
                .map(Difference::toString)
                .collect(
                    Collectors.joining(
                        "; ",
                        "the environment changed since the run began (",
                        "). Change it back, or start a new run")));
  }
}
