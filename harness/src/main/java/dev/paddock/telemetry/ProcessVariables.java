package dev.paddock.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The environment that a server's process really has, of the variables that somebody asks about;
 * values of all others are dropped where they are read.
 */
public final class ProcessVariables {
  /** They start a server and are none. */
  private static final Set<String> SHELLS = Set.of("bash", "dash", "sh", "busybox", "env", "nice");

  /** What they start runs elsewhere, with an environment of its own. */
  private static final Set<String> ELSEWHERE =
      Set.of("docker", "podman", "nerdctl", "kubectl", "ssh", "sudo", "systemd-run");

  private final Path root;

  /** Those of processes below this root, {@code /} on a real machine. */
  ProcessVariables(Path root) {
    this.root = root;
  }

  /** Those of this machine. */
  public static ProcessVariables real() {
    return new ProcessVariables(Path.of("/"));
  }

  /**
   * The variables of the server that a process is or has started.
   *
   * @param asked which names; those that may hold a secret are left out all the same
   * @return empty where they are not known: another user's process, another system, another place
   */
  public Optional<SortedMap<String, String>> of(long pid, Predicate<String> asked) {
    return server(pid).flatMap(process -> variables(process, asked));
  }

  private Optional<Long> server(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
        .map(ProcessHandle::pid)
        .sorted(Comparator.naturalOrder())
        .filter(one -> !SHELLS.contains(program(one)))
        .findFirst()
        .filter(one -> !ELSEWHERE.contains(program(one)));
  }

  private String program(long pid) {
    try {
      return String.valueOf(process(pid).resolve("exe").toRealPath().getFileName());
    } catch (IOException e) {
      return ""; // another user's process, or gone
    }
  }

  Optional<SortedMap<String, String>> variables(long pid, Predicate<String> asked) {
    return inBytes(process(pid), asked)
        .map(
            variables -> {
              SortedMap<String, String> decoded = new TreeMap<>();
              variables.forEach(
                  (name, value) ->
                      decoded.put(
                          name,
                          new String(
                              value.getBytes(StandardCharsets.ISO_8859_1),
                              StandardCharsets.UTF_8)));
              return decoded;
            });
  }

  /**
   * The same with a char for each byte, of a process's folder in {@code /proc}.
   *
   * @return empty where they are not known
   */
  static Optional<SortedMap<String, String>> inBytes(Path process, Predicate<String> asked) {
    String text;
    try {
      text = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty(); // another user's process
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> variables = new TreeMap<>();
    for (String entry : text.split("\0", -1)) {
      int equals = entry.indexOf('=');
      String name = entry.substring(0, Math.max(0, equals));
      if (equals > 0 && asked.test(name) && !Secrets.hides(name)) {
        variables.put(name, entry.substring(equals + 1));
      }
    }
    return Optional.of(variables);
  }

  private Path process(long pid) {
    return root.resolve("proc").resolve(Long.toString(pid));
  }
}
