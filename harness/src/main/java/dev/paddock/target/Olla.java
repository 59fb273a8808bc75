package dev.paddock.target;

import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Olla's configuration file, as its source reads it ({@code internal/config/types.go}, 2026-08):
 * rate limits lifted, no request logged, the backends given one by one.
 */
final class Olla {
  private static final String PREFIX = "proxy.";

  /** Keys of every endpoint; all others stand under Olla's own {@code proxy}. */
  private static final Set<String> OF_ENDPOINTS = Set.of("check_interval", "check_timeout");

  /** What Paddock sets where the user does not: the shipped 30 s cut off a long prefill. */
  private static final Map<String, String> BY_DEFAULT =
      Map.of(
          Known.PROXY_RESPONSE_HEADER_TIMEOUT.name(),
          "10m",
          Known.PROXY_READ_TIMEOUT.name(),
          "10m");

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
   * @param settings {@code proxy.*} by name, in the words of the experiment file; those left out
   *     are left to Olla
   */
  static String file(
      URI url, Dialect dialect, List<URI> backends, SortedMap<String, String> settings) {
    SortedMap<String, String> all = new TreeMap<>(BY_DEFAULT);
    all.putAll(settings);
    StringBuilder proxy = new StringBuilder();
    StringBuilder endpoint = new StringBuilder();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            String key = name.substring(PREFIX.length());
            if (OF_ENDPOINTS.contains(key)) {
              endpoint.append("        %s: %s\n".formatted(key, spelled(name, value)));
            } else {
              proxy.append("  %s: %s\n".formatted(key, spelled(name, value)));
            }
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
  private static String spelled(String name, String value) {
    return switch (Settings.find(name).map(Setting::kind).orElse(Setting.Kind.TEXT)) {
      case SIZE -> Long.toString(Setting.bytes(value));
      case DURATION -> value.matches("\\d+") ? value + "s" : value.replace(" ", "");
      case WHOLE, DECIMAL, FLAG, TEXT, ITEMS, RATE -> value;
    };
  }
}
