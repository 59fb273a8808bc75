package dev.paddock.cli;

import dev.paddock.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./paddock} as a user starts it, in a process of its own. */
record Launched(Process process, Path out, Path err) {
  private static final Path LAUNCHER = Path.of("..", "paddock").toAbsolutePath().normalize();

  static Launched paddock(Path directory, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(words));
    return start(directory, Map.of(), command);
  }

  /**
   * The same, so that SIGINT reaches it: what a script starts in the background inherits that
   * SIGINT is ignored, and a JVM then never sees it.
   */
  static Launched interruptible(Path directory, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.exists(Path.of("/proc/self/status"))) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(LAUNCHER.toString());
    command.addAll(List.of(words));
    return start(directory, Map.of(), command);
  }

  static Launched start(Path directory, Map<String, String> variables, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(variables);
    return new Launched(builder.start(), out, err);
  }

  /** Waits for its end and returns the exit code; a hang is a failure. */
  int exitCode() throws InterruptedException, IOException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("it hangs. " + words());
    }
    return process.exitValue();
  }

  /** Everything that it said. */
  String words() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8)
        + Files.readString(err, StandardCharsets.UTF_8);
  }

  /** Waits until it has said {@code words}. */
  void awaitWords(String words) throws InterruptedException, IOException {
    Eventually.holds("it says " + words, () -> !process.isAlive() || words().contains(words));
    if (!words().contains(words)) {
      throw new AssertionError("never said '" + words + "' but: " + words());
    }
  }

  /** Process ids whose command line has {@code word}, for example a port or a directory. */
  static List<Long> processesWith(String word) throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(ProcessHandle::isAlive)
          .filter(handle -> commandLine(handle.pid()).contains(word))
          .map(ProcessHandle::pid)
          .toList();
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
