package dev.paddock.readback;

import dev.paddock.settings.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server and a proxy in front of it say that they run with, by the names of settings.
 *
 * @param got in the words in which the experiment file would set it
 */
public record Told(SortedMap<String, String> got) {
  public Told {
    got = new TreeMap<>(got);
  }

  /** What was wanted and is not so, a sentence each; what was not told is not judged. */
  public List<String> differences(Map<String, Value> wanted) {
    return got.entrySet().stream()
        .filter(one -> wanted.containsKey(one.getKey()))
        .filter(one -> !(wanted.get(one.getKey()) instanceof Value.Unset))
        .filter(one -> !one.getValue().equals(Objects.toString(wanted.get(one.getKey()))))
        .map(
            one ->
                "%s did not take effect: wanted %s, the server says %s"
                    .formatted(one.getKey(), wanted.get(one.getKey()), one.getValue()))
        .toList();
  }
}
