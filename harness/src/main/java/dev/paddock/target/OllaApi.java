package dev.paddock.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
   * What it runs with, by the names of settings, its version, and how many requests each backend has
   * had since it started. It does not tell its buffer size and its time-outs.
   */
  SortedMap<String, String> told() {
    JsonNode status = status();
    SortedMap<String, String> told = new TreeMap<>();
    told.put("proxy", "olla");
    told.put("proxy.engine", status.path("proxy").path("engine").asText());
    told.put("proxy.profile", status.path("proxy").path("profile").asText());
    told.put("proxy.load_balancer", status.path("proxy").path("balancer").asText());
    told.put("proxy.version", status.path("system").path("version").asText());
    List<JsonNode> endpoints = new ArrayList<>(endpoints(status));
    endpoints.sort((a, b) -> a.path("name").asText().compareTo(b.path("name").asText()));
    told.put(
        "proxy.requests",
        String.join(
            " + ",
            endpoints.stream().map(endpoint -> endpoint.path("requests").asText()).toList()));
    return told;
  }
}
