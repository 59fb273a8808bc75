package dev.paddock.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Ollama, such as 0.32.10; candidates of one count as it. */
record Release(int major, int minor, int patch) implements Comparable<Release> {
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-+].*)?");

  /** The release that a version names; empty where it names none. */
  static Optional<Release> of(String version) {
    Matcher matcher = VERSION.matcher(version.strip());
    return matcher.matches()
        ? Optional.of(
            new Release(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  boolean before(Release other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Release other) {
    return Comparator.comparingInt(Release::major)
        .thenComparingInt(Release::minor)
        .thenComparingInt(Release::patch)
        .compare(this, other);
  }
}
