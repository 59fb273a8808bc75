package dev.paddock.target;

import dev.paddock.client.Access;
import dev.paddock.readback.trouble.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A real server that Paddock starts by the user's command line, anew for every whole plot, on a
 * free port, with exactly the wanted variables.
 */
public final class ManagedTarget implements Target {
  private static final long LEAST_POLL = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long MOST_POLL = TimeUnit.MILLISECONDS.toNanos(500);

  /** Of the time that a start has taken so far: asking one that takes a minute slows it down. */
  private static final int POLL_SHARE = 20;

  private final Dialect dialect;
  private final String command;
  private final Set<String> varied;
  private final Optional<URI> wantedUrl;
  private final Path logs;
  private final Launcher launcher;
  private final Access access;
  private final AtomicReference<Optional<ServerProcess>> running =
      new AtomicReference<>(Optional.empty());
  private int starts;

  /**
   * A server that does not run yet.
   *
   * @param dialect how it is spoken to
   * @param command its command line, as bash reads it
   * @param varied names of variables that it gets from nobody but {@link #up}, unset ones included
   * @param url where it shall listen, on this machine; where it is empty Paddock chooses a port
   * @param logs a folder for what it prints, one file a start
   * @param access what it takes to be let in
   */
  public ManagedTarget(
      Dialect dialect,
      String command,
      Set<String> varied,
      Optional<URI> url,
      Path logs,
      Launcher launcher,
      Access access) {
    this.access = access;
    this.dialect = dialect;
    this.command = command;
    this.varied = Set.copyOf(varied);
    this.wantedUrl = url;
    this.logs = logs;
    this.launcher = launcher;
  }

  @Override
  public Server up(SortedMap<String, String> variables) {
    close();
    URI url = wantedUrl.orElseGet(ManagedTarget::freeAddress);
    if (answers(url)) {
      throw new TargetException(
          "something answers at %s already, where '%s' shall listen. End it, or leave target.url out"
              .formatted(url, command));
    }
    Dialect.Launch launch = dialect.launch(command, variables, url);
    Path log = logs.resolve("server-%03d.log".formatted(++starts));
    ServerProcess process =
        ServerProcess.start(launch.command(), varied, launch.environment(), log, launcher);
    running.set(Optional.of(process));
    Control control = dialect.control(url, access);
    String version = awaitVersion(control, process, log);
    return new Server(url, control, version, OptionalLong.of(process.pid()), Optional.of(log));
  }

  /** An address of this machine where nothing listens. */
  static URI freeAddress() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    } catch (IOException e) {
      throw new TargetException("this machine has no free port: " + e.getMessage(), e);
    }
  }

  private boolean answers(URI url) {
    try {
      dialect.control(url, access).version();
      return true;
    } catch (TargetException e) {
      return false;
    }
  }

  private String awaitVersion(Control api, ServerProcess process, Path log) {
    long begun = System.nanoTime();
    while (true) {
      try {
        return api.version();
      } catch (TargetException e) {
        if (!process.alive()) {
          throw failed("'%s' ended before it answered".formatted(command), log, e);
        }
        long taken = System.nanoTime() - begun;
        if (taken > dialect.patience().toNanos()) {
          throw failed(
              "'%s' does not answer at %s after %d s. It gets its address in %s: does it obey that?"
                  .formatted(command, api.url(), dialect.patience().toSeconds(), dialect.address()),
              log,
              e);
        }
        pause(Math.clamp(taken / POLL_SHARE, LEAST_POLL, MOST_POLL));
      }
    }
  }

  private TargetException failed(String what, Path log, TargetException cause) {
    running.getAndSet(Optional.empty()).ifPresent(ServerProcess::close);
    String words =
        StartFailure.in(LogTail.since(log, 0))
            .map(failure -> ": " + failure.words())
            .orElseGet(() -> ". Its last words: " + LogTail.of(log));
    return new TargetException(what + words, cause, log);
  }

  private void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while '%s' was starting".formatted(command), e);
    }
  }

  @Override
  public boolean managed() {
    return true;
  }

  @Override
  public void close() {
    running
        .getAndSet(Optional.empty())
        .ifPresent(
            server -> {
              server.close();
              server.log().toFile().delete();
            });
  }
}
