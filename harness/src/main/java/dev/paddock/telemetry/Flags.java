package dev.paddock.telemetry;

import java.util.List;
import java.util.stream.Collectors;

/** The flags of a JVM that may move a figure: no paths, no properties, nothing of its logs. */
final class Flags {
  private Flags() {}

  /**
   * As one line, {@code none} where there is none.
   *
   * @param arguments all that the JVM was started with
   */
  static String of(List<String> arguments) {
    String flags =
        arguments.stream()
            .filter(one -> one.startsWith("-X") && one.indexOf('/') < 0 && one.indexOf('\\') < 0)
            .filter(one -> !one.startsWith("-Xlog") && !one.startsWith("-XX:AOT"))
            .collect(Collectors.joining(" "));
    return flags.isEmpty() ? "none" : flags;
  }
}
