package dev.paddock.experiment;

import dev.paddock.settings.Value;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An Olla in front of the server.
 *
 * @param command the command line that starts it
 * @param backends servers behind it of the target's own kind, 1 to 3; those that run already count
 * @param others where servers answer that run already, beside the target's own
 * @param settings constant ones by their whole names, such as {@code proxy.engine}
 */
public record ProxySpec(
    String command, int backends, List<URI> others, Map<String, Value> settings) {
  public ProxySpec {
    others = List.copyOf(others);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
