package dev.paddock.target;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Olla's configuration file, as its source reads it ({@code internal/config/types.go}, 2026-08):
 * rate limits lifted, no request logged, the backends given one by one.
 */
final class Olla {
  /** Keys of every endpoint; all others stand under Olla's own {@code proxy}. */
  private static final Set<Setting> OF_ENDPOINTS =
      Set.of(Known.PROXY_CHECK_INTERVAL, Known.PROXY_CHECK_TIMEOUT);

  /** What Paddock sets where the user does not: the shipped 30 s cut off a long prefill. */
  private static final Configuration BY_DEFAULT =
      Configuration.of(Known.PROXY_RESPONSE_HEADER_TIMEOUT, new Value.Text("10m"))
          .with(Known.PROXY_READ_TIMEOUT, new Value.Text("10m"));

  private Olla() {}

  /** The words by which Olla knows a server of this dialect; also the prefix of its routes. */
  static String type(Dialect dialect) {
    return switch (dialect) {
      case OLLAMA -> "ollama";
      case OPENAI -> "openai-compatible";
    };
  }

  /** Where requests of this dialect go. */
  static URI route(URI olla, Dialect dialect) {
    return URI.create(olla + "/olla/" + type(dialect));
  }

  /**
   * The file, in YAML.
   *
   * @param settings of the proxy; those left out or unset are left to Olla
   */
  static String file(URI url, Dialect dialect, List<URI> backends, Configuration settings) {
    StringBuilder proxy = new StringBuilder();
    StringBuilder endpoint = new StringBuilder();
    new TreeMap<>(BY_DEFAULT.with(settings).values())
        .forEach(
            (setting, value) -> {
              if (!(setting.equals(Known.PROXY) || value instanceof Value.Unset)) {
                boolean ofEndpoint = OF_ENDPOINTS.contains(setting);
                (ofEndpoint ? endpoint : proxy)
                    .append(ofEndpoint ? "        " : "  ")
                    .append("%s: %s\n".formatted(key(setting), spelled(setting, value)));
              }
            });
    StringBuilder endpoints = new StringBuilder();
    for (int i = 0; i < backends.size(); i++) {
      endpoints.append(
          """
                - url: "%s"
                  name: "backend-%d"
                  type: "%s"
                  priority: 100
          """
              .formatted(backends.get(i), i + 1, type(dialect)));
      endpoints.append(endpoint);
    }
    return """
    server:
      host: "%s"
      port: %d
      request_logging: false
      read_timeout: 0s
      write_timeout: 0s
      rate_limits:
        global_requests_per_minute: 0
        per_ip_requests_per_minute: 0
        health_requests_per_minute: 0
        burst_size: 1000000
    proxy:
    %sdiscovery:
      type: static
      static:
        endpoints:
    %s  model_discovery: {enabled: true, interval: 1h, timeout: 30s}
    dashboard: {enabled: false}
    logging: {level: info, format: text, output: stdout}
    """
        .formatted(url.getHost(), JsonHttp.port(url), proxy, endpoints);
  }

  /** Olla reads sizes in bytes, and durations as Go writes them. */
  private static String spelled(Setting setting, Value value) {
    String text = value.toString();
    return switch (setting.kind()) {
      case SIZE -> Long.toString(Setting.bytes(text));
      case DURATION -> text.matches("\\d+") ? text + "s" : text.replace(" ", "");
      case WHOLE, DECIMAL, FLAG, TEXT, ITEMS, RATE -> text;
    };
  }

  private static String key(Setting setting) {
    return setting.name().substring(setting.name().indexOf('.') + 1);
  }
}
