package dev.paddock.cli;

import java.util.List;

/** The JVM that the embedded engine runs in. */
final class EngineJvm {
  /**
   * The model lives outside the heap, and answers are short strings: a small heap and the simplest
   * collector disturb the threads that compute least.
   */
  static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED");

  private EngineJvm() {}
}
