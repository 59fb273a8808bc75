package dev.paddock.readback;

import dev.paddock.settings.Configuration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server, and a proxy in front of it, state that they run with, where no log has to be read
 * for it.
 *
 * @param said in the words in which the experiment file would set it
 */
public record Stated(SortedMap<Sight, String> said) {
  /** Of a server that states nothing. */
  public static final Stated NOTHING = new Stated(Collections.emptySortedMap());

  public Stated {
    said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
  }

  /** That requests go to the server without a proxy. */
  public static Stated direct() {
    return new Stated(new TreeMap<>(Map.of(Sight.PROXY, "direct")));
  }

  /** This, and what another states. */
  public Stated and(Stated other) {
    SortedMap<Sight, String> all = new TreeMap<>(said);
    all.putAll(other.said);
    return new Stated(all);
  }

  /** What was stated, as the journal keeps it: by name. */
  public SortedMap<String, String> got() {
    return Sight.texts(said);
  }

  /** What was wanted and is not so, a sentence each; what is not stated is not judged. */
  public List<String> differences(Configuration wanted) {
    return Agreement.contradictions(wanted, said).stream()
        .map(
            breach ->
                "%s did not take effect: wanted %s, the server says %s"
                    .formatted(breach.setting().name(), breach.wanted(), breach.seen()))
        .toList();
  }
}
