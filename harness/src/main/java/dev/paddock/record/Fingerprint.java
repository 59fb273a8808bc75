package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** The same without what runs that may be compared differ in: builds, and names. */
  public Fingerprint lasting() {
    SortedMap<String, String> lasting = new TreeMap<>(facts);
    lasting.keySet().removeIf(Difference::comparable);
    return new Fingerprint(lasting);
  }

  /**
   * The facts in which {@code now} differs, those that matter most first. Two runs between which
   * there is one that is {@linkplain Difference#grave grave} are not to be compared without saying
   * so.
   */
  public List<Difference> compare(Fingerprint now) {
    SortedSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(now.facts.keySet());
    return names.stream()
        .map(
            name ->
                new Difference(
                    name,
                    Optional.ofNullable(facts.get(name)),
                    Optional.ofNullable(now.facts.get(name))))
        .filter(one -> !one.then().equals(one.now()))
        .sorted()
        .toList();
  }
}
