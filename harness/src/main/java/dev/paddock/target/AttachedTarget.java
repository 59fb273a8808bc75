package dev.paddock.target;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** A server that runs already and is left as it is. */
public final class AttachedTarget implements Target {
  private final Control control;

  public AttachedTarget(Control control) {
    this.control = control;
  }

  @Override
  public Server up(SortedMap<String, String> variables) {
    OptionalLong pid = LocalProcess.listeningAt(control.url());
    Optional<Path> log = pid.isPresent() ? LocalProcess.logOf(pid.getAsLong()) : Optional.empty();
    return Server.straight(control, pid, log);
  }

  @Override
  public boolean managed() {
    return false;
  }

  @Override
  public void close() {}
}
