package dev.paddock.target;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One to three servers with Olla in front of them, which is started anew where its settings change
 * and is not there at all for cells that go straight to the first server.
 */
public final class ProxiedTarget implements Target {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 20;

  private final List<Target> backends;
  private final Dialect dialect;
  private final String command;
  private final Path folder;
  private final Launcher launcher;
  private final AtomicReference<Optional<Running>> running =
      new AtomicReference<>(Optional.empty());
  private List<Server> servers = List.of();
  private int starts;

  private record Running(Configuration settings, URI url, ServerProcess process, Path file) {}

  /**
   * A proxy that does not run yet.
   *
   * @param backends at least one; the first is that of cells without the proxy
   * @param command starts Olla, as bash reads it; {@code -c FILE} is appended
   * @param folder for its configuration and what it prints
   */
  public ProxiedTarget(
      List<Target> backends, Dialect dialect, String command, Path folder, Launcher launcher) {
    this.backends = List.copyOf(backends);
    this.dialect = dialect;
    this.command = command;
    this.folder = folder;
    this.launcher = launcher;
  }

  @Override
  public Server up(SortedMap<String, String> variables) {
    stop();
    List<Server> up = new ArrayList<>();
    for (Target backend : backends) {
      up.add(backend.up(variables));
    }
    servers = List.copyOf(up);
    Server first = servers.getFirst();
    Control all =
        servers.size() == 1
            ? first.control()
            : new SeveralControls(servers.stream().map(Server::control).toList());
    return Server.straight(all, first.pid(), first.log());
  }

  @Override
  public Server through(Server server, Configuration settings) {
    if (!settings.orUnset(Known.PROXY).equals(new Value.Text("olla"))) {
      stop();
      return server;
    }
    URI url =
        running
            .get()
            .filter(one -> one.settings().equals(settings) && one.process().alive())
            .map(Running::url)
            .orElseGet(() -> start(settings));
    return new Server(
        Olla.route(url, dialect),
        server.control(),
        Optional.of(url),
        server.version(),
        server.pid(),
        server.log());
  }

  private URI start(Configuration settings) {
    stop();
    URI url = ManagedTarget.freeAddress();
    starts++;
    Path file = folder.resolve("olla-%03d.yaml".formatted(starts));
    Path log = folder.resolve("olla-%03d.log".formatted(starts));
    try {
      Files.writeString(
          file,
          Olla.file(
              url, dialect, servers.stream().map(one -> one.control().url()).toList(), settings));
    } catch (IOException e) {
      throw new TargetException("Olla's configuration cannot be written: " + file, e);
    }
    // What the user's shell says to Olla goes before its file, so it is taken away.
    ServerProcess process =
        ServerProcess.start(
            "unset \"${!OLLA_@}\"; export OLLA_FILE_OUTPUT=false OLLA_PRETTY_LOGS=false; %s -c '%s'"
                .formatted(command, file),
            Set.of(),
            new TreeMap<>(),
            log,
            launcher);
    running.set(Optional.of(new Running(settings, url, process, file)));
    await(new OllaApi(url), process, log);
    return url;
  }

  private void await(OllaApi olla, ServerProcess process, Path log) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready(olla)) {
      boolean ended = !process.alive();
      if (ended || System.nanoTime() - end > 0) {
        String words = LogTail.of(log);
        stop();
        throw new TargetException(
            "the proxy '%s' %s. Its last words: %s"
                .formatted(
                    command,
                    ended
                        ? "ended before its backends were healthy"
                        : "has no healthy backend with a model after %d s"
                            .formatted(PATIENCE.toSeconds()),
                    words));
      }
      pause();
    }
  }

  private boolean ready(OllaApi olla) {
    try {
      return olla.ready(servers.size());
    } catch (TargetException e) {
      return false;
    }
  }

  private void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while '%s' was starting".formatted(command), e);
    }
  }

  private void stop() {
    running
        .getAndSet(Optional.empty())
        .ifPresent(
            one -> {
              one.process().close();
              one.process().log().toFile().delete();
              one.file().toFile().delete();
            });
  }

  @Override
  public boolean managed() {
    return backends.getFirst().managed();
  }

  @Override
  public void close() {
    stop();
    backends.forEach(Target::close);
  }
}
