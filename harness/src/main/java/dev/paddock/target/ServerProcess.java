package dev.paddock.target;

import dev.paddock.settings.Known;
import dev.paddock.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A server that a command line started: a process group of its own, watched by a shell that ends
 * the whole group when this JVM ends in whatever way, also by {@code kill -9}, and when the server
 * itself ends and leaves children behind.
 */
final class ServerProcess implements AutoCloseable {
  /**
   * $1 is the command line, $2 the log. Job control gives each background job a process group; the
   * guard reads this JVM's end of a pipe, which the kernel closes when the JVM is gone.
   */
  private static final String WATCHDOG =
      """
      set -m
      trap : INT HUP
      bash -c "$1" </dev/null >>"$2" 2>&1 &
      server=$!
      echo "$server"
      exec >/dev/null 2>&1
      {
        while read -r _; do :; done
        kill -TERM -- "-$server"
        for _ in {1..100}; do
          kill -0 -- "-$server" || break
          sleep 0.1
        done
        kill -KILL -- "-$server"
      } &
      guard=$!
      while kill -0 "$server"; do wait "$server"; done
      kill -KILL -- "-$server"
      kill -KILL -- "-$guard"
      """;

  /** The guard gives a server 10 s to end by itself. */
  private static final int PATIENCE_SECONDS = 15;

  private final Process watchdog;
  private final long pid;
  private final Path log;

  private ServerProcess(Process watchdog, long pid, Path log) {
    this.watchdog = watchdog;
    this.pid = pid;
    this.log = log;
  }

  /**
   * Starts a command line, as bash reads it; whether it runs at all is seen a little later, by
   * {@link #alive} and its log.
   *
   * @param varied names of more variables that are not to come from this process
   * @param variables that it gets beside this process' own; of these, variables of servers are left
   *     out, because what the user's shell happens to set is no part of the experiment, but for
   *     OLLAMA_MODELS, which says where the user's models are
   * @param log takes what it prints
   * @throws TargetException where there is no bash
   */
  static ServerProcess start(
      String command,
      Set<String> varied,
      Map<String, String> variables,
      Path log,
      Launcher launcher) {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", WATCHDOG, "paddock-watchdog", command, log.toString());
    builder.environment().keySet().removeIf(name -> ofServers(name) || varied.contains(name));
    builder.environment().putAll(variables);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process watchdog = launcher.start(builder);
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(watchdog.getInputStream(), StandardCharsets.UTF_8));
      String pid = out.readLine();
      if (pid == null) {
        watchdog.destroyForcibly();
        throw new TargetException("'%s' cannot be started: bash ended at once".formatted(command));
      }
      return new ServerProcess(watchdog, Long.parseLong(pid), log);
    } catch (IOException e) {
      throw new TargetException(
          "'%s' cannot be started, for which Paddock needs bash: %s"
              .formatted(command, e.getMessage()),
          e);
    }
  }

  private static boolean ofServers(String name) {
    return !name.equals(Known.OLLAMA_MODELS.name())
        && (name.startsWith("OLLAMA_") || Settings.ofEnvironment(name).isPresent());
  }

  /** The server's process id, which is its group's as well. */
  long pid() {
    return pid;
  }

  /** What it prints. */
  Path log() {
    return log;
  }

  /** Whether the process that was started still runs. */
  boolean alive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Ends the whole group, and returns when it is gone. */
  @Override
  public void close() {
    try {
      watchdog.getOutputStream().close();
    } catch (IOException e) {
      // The watchdog is gone already, and with it what it watched.
      return;
    }
    try {
      if (!watchdog.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        watchdog.descendants().forEach(ProcessHandle::destroyForcibly);
        watchdog.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // The pipe is closed: the guard goes on without us.
      Thread.currentThread().interrupt();
    }
  }
}
