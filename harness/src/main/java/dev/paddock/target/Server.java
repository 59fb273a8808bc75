package dev.paddock.target;

import dev.paddock.settings.Value;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server that answers.
 *
 * @param url where requests go: the server's own address, or that of a proxy in front of it
 * @param control the server's own API, behind every proxy
 * @param version as it says itself
 * @param pid of its process, where it runs on this machine and can be seen
 * @param log the file that it writes its log to, where there is one that can be read
 */
public record Server(
    URI url, Control control, String version, OptionalLong pid, Optional<Path> log) {

  /** What it says that it runs with. */
  public Told told(Map<String, Value> wanted) {
    return new Told(control.told(wanted));
  }

  /** One that is asked straight, and tells its version. */
  public static Server straight(Control control, OptionalLong pid, Optional<Path> log) {
    return new Server(control.url(), control, control.version(), pid, log);
  }
}
