package dev.paddock.telemetry;

import dev.paddock.telemetry.meter.KernelFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a variable may leave this machine: nothing that could be a secret, no name of its owner
 * or of the machine, no path but those of the system.
 *
 * @param names of the user and the machine, as far as they would identify somebody
 */
record Secrets(Set<String> names) {
  private static final List<String> HIDDEN =
      List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "AUTH", "CREDENTIAL", "COOKIE");

  /** Folders that are the same on every machine, so that a path in them tells of nobody. */
  private static final List<String> OF_THE_SYSTEM =
      List.of("/usr/", "/opt/", "/lib", "/etc/", "/var/", "/snap/", "/proc/", "/sys/", "/dev/");

  /** Accounts that many machines have. */
  private static final Set<String> USUAL = Set.of("root", "ollama", "nobody", "localhost", "");

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?:[^/@\\s,]*@)?(?<rest>[^\\s,?#]*)\\S*");
  private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*");
  private static final Pattern LOOPBACK =
      Pattern.compile("(127(\\.\\d+){3}|localhost|\\[?::1]?)(:\\d+)?(/.*)?");
  private static final Pattern EVERYWHERE =
      Pattern.compile("(0\\.0\\.0\\.0|\\[?::]?|\\*)(:[\\d*]+)?(/.*)?");

  static final String PATH = "a path";
  static final String WITHHELD = "withheld";

  /** Those of this machine. */
  static Secrets real() {
    Stream<Optional<String>> names =
        Stream.of(
            Optional.ofNullable(System.getProperty("user.name")),
            Optional.ofNullable(System.getenv("HOSTNAME")),
            KernelFiles.word(Path.of("/proc/sys/kernel/hostname")),
            Optional.ofNullable(System.getProperty("user.home"))
                .map(home -> home.substring(home.lastIndexOf('/') + 1)));
    return new Secrets(
        names
            .flatMap(Optional::stream)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(Predicate.not(USUAL::contains))
            .collect(Collectors.toSet()));
  }

  /** Whether a variable of this name may hold a secret: then not even that it is set is told. */
  static boolean hides(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return HIDDEN.stream().anyMatch(upper::contains);
  }

  /** A value without what identifies somebody; each part of a list by itself. */
  String open(String value) {
    return Stream.of(value.split(",", -1))
        .map(String::strip)
        .map(this::part)
        .collect(Collectors.joining(","));
  }

  private String part(String value) {
    if (URL.matcher(value).matches()) {
      return URL.matcher(value).replaceAll(url -> address(url.group(1), url.group(2)));
    }
    if (LOOPBACK.matcher(value).matches()) {
      return "loopback";
    }
    if (EVERYWHERE.matcher(value).matches()) {
      return "every interface";
    }
    boolean path =
        value.startsWith("/")
            || value.startsWith("~")
            || value.contains("/..")
            || value.startsWith(".")
            || WINDOWS.matcher(value).matches();
    if (path && OF_THE_SYSTEM.stream().noneMatch(value::startsWith)) {
      return PATH;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(lower::contains) ? WITHHELD : value;
  }

  private static String address(String scheme, String rest) {
    String where =
        LOOPBACK.matcher(rest).matches()
            ? "loopback"
            : EVERYWHERE.matcher(rest).matches() ? "every interface" : "an address";
    return scheme + "://" + where;
  }
}
