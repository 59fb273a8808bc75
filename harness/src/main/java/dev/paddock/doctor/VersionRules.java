package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.NOTE;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a server is of a version that these rules were made for. */
final class VersionRules {
  private static final Pattern OLD = Pattern.compile("v?0\\.(\\d+)\\..*");
  private static final Pattern VERSION = Pattern.compile("Listening on .*\\(version ([^)]+)\\)");
  private static final int FIRST_JUDGED = 30;

  private VersionRules() {}

  /** What is said here was read from the source of 0.33; the Go runner before 0.30 differed. */
  static Stream<Finding> version(String rule, Installation installation) {
    Stream<String> answered =
        installation.answering().stream().map(one -> one.version() + " at " + one.url());
    Stream<String> logged =
        installation.answering().isEmpty()
            ? installation.logs().stream()
                .flatMap(log -> log.last(VERSION).stream())
                .map(hit -> hit.group(1) + " in a log")
            : Stream.empty();
    return Stream.concat(answered, logged)
        .distinct()
        .filter(VersionRules::isOld)
        .map(
            version ->
                new Finding(
                    NOTE,
                    rule,
                    "Ollama " + version.split(" ", 2)[0] + " is not what these rules were made for",
                    version,
                    "They say what 0.33 does; before 0.30 some defaults and logs differ.",
                    ""));
  }

  private static boolean isOld(String version) {
    Matcher matcher = OLD.matcher(version);
    return !matcher.matches() || Integer.parseInt(matcher.group(1)) < FIRST_JUDGED;
  }
}
