package dev.paddock.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.settings.Known;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What an Olla says of itself in {@code /internal/status} and {@code /version}. */
final class OllaApi {
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final JsonHttp http;

  OllaApi(URI url) {
    this.http = new JsonHttp(url, "olla");
  }

  private JsonNode status() {
    return http.json("/internal/status", http.get("/internal/status", SHORT));
  }

  private static List<JsonNode> endpoints(JsonNode status) {
    return StreamSupport.stream(status.path("endpoints").spliterator(), false).toList();
  }

  /** Whether this many backends are healthy and their models known. */
  boolean ready(int backends) {
    return endpoints(status()).stream()
            .filter(endpoint -> endpoint.path("status").asText().equals("healthy"))
            .filter(endpoint -> endpoint.path("models").path("count").asInt() > 0)
            .count()
        == backends;
  }

  /**
   * What it runs with, by the names of settings, its version, and what share of the requests since
   * its start each backend had. It does not tell its buffer size and its time-outs.
   */
  SortedMap<String, String> told() {
    JsonNode status = status();
    SortedMap<String, String> told = new TreeMap<>();
    told.put("proxy", "olla");
    told.put(Known.PROXY_ENGINE.name(), status.path("proxy").path("engine").asText());
    told.put(Known.PROXY_PROFILE.name(), status.path("proxy").path("profile").asText());
    told.put(Known.PROXY_LOAD_BALANCER.name(), status.path("proxy").path("balancer").asText());
    told.put("proxy.version", status.path("system").path("version").asText());
    List<Long> requests =
        endpoints(status).stream()
            .sorted(Comparator.comparing(endpoint -> endpoint.path("name").asText()))
            .map(endpoint -> endpoint.path("requests").asLong())
            .toList();
    long all = Math.max(1, requests.stream().mapToLong(Long::longValue).sum());
    told.put(
        "proxy.backends",
        String.join(
            " + ", requests.stream().map(one -> Math.round(100.0 * one / all) + " %").toList()));
    return told;
  }
}
