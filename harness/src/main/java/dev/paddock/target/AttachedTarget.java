package dev.paddock.target;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** A server that runs already and is left as it is. */
public final class AttachedTarget implements Target {
  private final OllamaApi api;

  public AttachedTarget(URI url) {
    this.api = new OllamaApi(url);
  }

  @Override
  public Server up(SortedMap<String, String> variables) {
    String version = api.version();
    OptionalLong pid = LocalProcess.listeningAt(api.url());
    Optional<Path> log = pid.isPresent() ? LocalProcess.logOf(pid.getAsLong()) : Optional.empty();
    return new Server(api.url(), version, pid, log);
  }

  @Override
  public boolean managed() {
    return false;
  }

  @Override
  public void close() {}
}
