package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run was measured on: hardware, system, server, model and Paddock itself, without secrets.
 *
 * @param facts by dotted name, for example {@code cpu.model} or {@code server.version}
 */
public record Fingerprint(@JsonProperty("facts") SortedMap<String, String> facts) {
  public Fingerprint {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** Twelve hexadecimal digits that differ where any fact does. */
  public String id() {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The facts in which {@code now} differs, each with "then → now"; a missing one is "absent". */
  public SortedMap<String, String> differences(Fingerprint now) {
    SortedMap<String, String> differences = new TreeMap<>();
    TreeMap<String, String> names = new TreeMap<>(facts);
    names.putAll(now.facts);
    for (Map.Entry<String, String> entry : names.entrySet()) {
      String then = facts.getOrDefault(entry.getKey(), "absent");
      String later = now.facts.getOrDefault(entry.getKey(), "absent");
      if (!then.equals(later)) {
        differences.put(entry.getKey(), then + " → " + later);
      }
    }
    return differences;
  }
}
