package dev.paddock.experiment;

import dev.paddock.settings.Configuration;
import java.net.URI;
import java.util.List;

/**
 * An Olla in front of the server.
 *
 * @param command the command line that starts it
 * @param backends servers behind it of the target's own kind, 1 to 3; those that run already count
 * @param others where servers answer that run already, beside the target's own
 * @param settings constant ones, such as {@code proxy.engine}
 */
public record ProxySpec(String command, int backends, List<URI> others, Configuration settings) {
  public ProxySpec {
    others = List.copyOf(others);
  }
}
