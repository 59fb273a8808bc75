package dev.paddock.readback;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Looks things up in a log of many lines. */
final class Lines {
  private Lines() {}

  /** The last occurrence: fit and probe passes print lines that a later pass prints anew. */
  static Optional<MatchResult> last(Pattern pattern, String log) {
    return pattern.matcher(log).results().reduce((earlier, later) -> later);
  }

  /** The first group of the last occurrence. */
  static Optional<String> word(Pattern pattern, String log) {
    return last(pattern, log).map(match -> match.group(1));
  }

  /** What follows the last occurrence of {@code mark}, itself included; all where there is none. */
  static String fromLast(Pattern mark, String log) {
    return last(mark, log).map(match -> log.substring(match.start())).orElse(log);
  }

  /** The beginning, where lines of what happened just before may still stand. */
  static String head(String log) {
    return log.substring(0, Math.min(log.length(), Evidence.LATE_BYTES));
  }

  /** The end. */
  static String tail(String log) {
    return log.substring(Math.max(0, log.length() - Evidence.LATE_BYTES));
  }
}
