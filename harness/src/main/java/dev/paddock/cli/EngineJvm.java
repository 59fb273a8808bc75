package dev.paddock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM that the embedded engines run in: this same program, as a server of its own. */
public final class EngineJvm {
  /**
   * The model lives outside the heap, and answers are short strings: a small heap and the simplest
   * collector disturb the threads that compute least. Of the compilers only the quick one, as for
   * the client: docs/instrument.md has the measurements.
   */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED");

  private EngineJvm() {}

  /** The command that serves an engine on a free port until its standard input ends. */
  public static List<String> serving(String engine) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PaddockCommand.class.getName()));
    command.addAll(List.of("serve", "--engine", engine, "--port", "0", "--exit-with-stdin"));
    return command;
  }
}
