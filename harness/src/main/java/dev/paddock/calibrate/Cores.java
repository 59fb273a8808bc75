package dev.paddock.calibrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A core for the server and another for the client, where there are two and {@code taskset} is
 * there to give them out.
 */
public record Cores(int server, int client) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** The last two cores that this process may use; interrupts mostly come on the first. */
  public static Optional<Cores> available() {
    try {
      if (!Files.isReadable(STATUS) || !onPath("taskset")) {
        return Optional.empty();
      }
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .flatMap(line -> of(line.substring(ALLOWED.length()).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** From a list such as {@code 0-3,8}. */
  static Optional<Cores> of(String list) {
    List<Integer> cores = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
        cores.add(core);
      }
    }
    return cores.size() < 2
        ? Optional.empty()
        : Optional.of(new Cores(cores.get(cores.size() - 2), cores.getLast()));
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }

  /** A command that keeps the server on its core. */
  public List<String> pinned(List<String> command) {
    List<String> pinned =
        new ArrayList<>(List.of("taskset", "--cpu-list", Integer.toString(server)));
    pinned.addAll(command);
    return pinned;
  }

  /**
   * Keeps every thread of this process, and those that they start, on the client's core.
   *
   * @return whether that went well
   */
  public boolean pinThisProcess() {
    try {
      Process taskset =
          new ProcessBuilder(
                  "taskset",
                  "--all-tasks",
                  "--cpu-list",
                  "--pid",
                  Integer.toString(client),
                  Long.toString(ProcessHandle.current().pid()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return taskset.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
