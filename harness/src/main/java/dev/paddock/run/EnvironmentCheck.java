package dev.paddock.run;

import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the machine, the server and the model are still those that a run began with. */
final class EnvironmentCheck {
  private EnvironmentCheck() {}

  /**
   * What changed; nothing where nothing did.
   *
   * @param began the fingerprint of the run
   * @param now facts that were read again; those that were not are taken for unchanged
   */
  static Troubles of(Fingerprint began, SortedMap<String, String> now) {
    SortedMap<String, String> all = new TreeMap<>(began.facts());
    all.putAll(now);
    List<Difference> changed = Difference.grave(began.compare(new Fingerprint(all)));
    return changed.isEmpty()
        ? Troubles.NONE
        : Troubles.of(
            Kind.ENVIRONMENT,
            changed.stream()
                .map(Difference::toString)
                .collect(
                    Collectors.joining(
                        "; ",
                        "the environment changed since the run began (",
                        "). Change it back, or start a new run")));
  }
}
