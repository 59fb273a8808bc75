package dev.paddock.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The embedded engine in a process of its own, started anew for every whole plot.
 *
 * <p>The child halts when its standard input ends, which is when this process ends in whatever way,
 * so that no server outlives a {@code kill -9}.
 */
public final class EngineTarget implements Target {
  private static final Pattern LISTENING =
      Pattern.compile("paddock-engine listening on (http://\\S+)");

  private final List<String> command;
  private final Launcher launcher;
  private final Path log;
  private Optional<Process> running = Optional.empty();

  /**
   * An engine that does not run yet.
   *
   * @param command that starts it on a free port and prints where it listens
   * @param log takes what it logs, appended over the plots
   */
  public EngineTarget(List<String> command, Launcher launcher, Path log) {
    this.command = List.copyOf(command);
    this.launcher = launcher;
    this.log = log;
  }

  @Override
  public Server up(SortedMap<String, String> variables) {
    close();
    Process process = start(variables);
    running = Optional.of(process);
    URI url = awaitListening(process);
    return Server.straight(new OllamaApi(url), OptionalLong.of(process.pid()), Optional.of(log));
  }

  private Process start(SortedMap<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    // What the user's shell happens to set is no part of the experiment.
    environment.keySet().removeIf(name -> name.startsWith("OLLAMA_") || name.startsWith("LLAMA_"));
    environment.putAll(variables);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return launcher.start(builder);
    } catch (IOException e) {
      throw new TargetException(
          "the embedded engine cannot be started: " + e.getMessage() + "; its log is " + log, e);
    }
  }

  private URI awaitListening(Process process) {
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line;
      while ((line = out.readLine()) != null) {
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          return URI.create(listening.group(1));
        }
      }
    } catch (IOException e) {
      throw new TargetException("the embedded engine's output cannot be read", e);
    }
    throw new TargetException(
        "the embedded engine ended before it listened. Its last words: " + LogTail.of(log));
  }

  @Override
  public boolean managed() {
    return true;
  }

  @Override
  public void close() {
    running.ifPresent(EngineTarget::end);
    running = Optional.empty();
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
