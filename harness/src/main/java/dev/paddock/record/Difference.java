package dev.paddock.record;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A fact in which two fingerprints differ.
 *
 * @param then the value in the first; empty where it lacks the fact
 * @param now the value in the second, likewise
 */
public record Difference(String fact, Optional<String> then, Optional<String> now)
    implements Comparable<Difference> {
  private static final Comparator<Difference> ORDER =
      Comparator.comparing(Difference::kind).thenComparing(Difference::fact);

  /** What a difference makes of a comparison, the worst first. */
  public enum Kind {
    /** Hardware, kernel, limits: every figure may differ for that alone. */
    MACHINE("another machine, or the same one set up otherwise"),
    /** The server, its build and variables, and the models. */
    SERVER("another server or model"),
    /** Paddock, its JVM and what it sends. */
    CLIENT("another client"),
    /** Names that move no figure. */
    COSMETIC("another name");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For example "another server or model". */
    public String words() {
      return words;
    }
  }

  /** By the first word of a fact's name; whatever is not known counts as the worst. */
  private static final Map<String, Kind> KINDS =
      Map.of(
          "server", Kind.SERVER,
          "model", Kind.SERVER,
          "jvm", Kind.CLIENT,
          "paddock", Kind.CLIENT,
          "load", Kind.CLIENT);

  public Kind kind() {
    return fact.equals("os")
        ? Kind.COSMETIC
        : KINDS.getOrDefault(fact.split("\\.", 2)[0], Kind.MACHINE);
  }

  /** What names the build of the server, a proxy or Paddock. */
  private static final Set<String> BUILDS =
      Set.of(
          "server.version", "server.commit", "server.binary", "proxy.version", "paddock.version");

  /**
   * Whether figures on both sides may be compared all the same: another build of the server or of
   * Paddock is what one wants to compare, and a name moves no figure.
   */
  public boolean comparable() {
    return comparable(fact);
  }

  static boolean comparable(String fact) {
    return BUILDS.contains(fact) || fact.equals("os");
  }

  /** For example "server.version: 0.32.0 → 0.33.0"; a missing value is "absent". */
  @Override
  public String toString() {
    return "%s: %s → %s".formatted(fact, then.orElse("absent"), now.orElse("absent"));
  }

  @Override
  public int compareTo(Difference other) {
    return ORDER.compare(this, other);
  }

  /** The differences that can move a figure. */
  public static List<Difference> grave(List<Difference> all) {
    return all.stream().filter(one -> one.kind() != Kind.COSMETIC).toList();
  }

  /** A line for each kind that occurs, the worst first, for a message or a page. */
  public static List<String> lines(List<Difference> all) {
    return all.stream()
        .sorted()
        .collect(
            Collectors.groupingBy(
                Difference::kind,
                TreeMap::new,
                Collectors.mapping(Difference::toString, Collectors.joining("; "))))
        .entrySet()
        .stream()
        .map(one -> one.getKey().words() + ": " + one.getValue())
        .toList();
  }
}
