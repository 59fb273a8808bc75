package dev.paddock.readback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What an Olla states in {@code /internal/status}. */
public final class OllaStatus {
  private OllaStatus() {}

  private static List<JsonNode> endpoints(JsonNode status) {
    return StreamSupport.stream(status.path("endpoints").spliterator(), false).toList();
  }

  /** Whether this many backends are healthy and their models known. */
  public static boolean ready(JsonNode status, int backends) {
    return endpoints(status).stream()
            .filter(endpoint -> endpoint.path("status").asText().equals("healthy"))
            .filter(endpoint -> endpoint.path("models").path("count").asInt() > 0)
            .count()
        == backends;
  }

  /**
   * Its settings, its version, and what share of the requests since its start each backend had. It
   * does not tell its buffer size and its time-outs.
   */
  public static Stated read(JsonNode status) {
    SortedMap<Sight, String> said = new TreeMap<>();
    said.put(Sight.PROXY, "olla");
    said.put(Sight.PROXY_ENGINE, status.path("proxy").path("engine").asText());
    said.put(Sight.PROXY_PROFILE, status.path("proxy").path("profile").asText());
    said.put(Sight.PROXY_BALANCER, status.path("proxy").path("balancer").asText());
    said.put(Sight.PROXY_VERSION, status.path("system").path("version").asText());
    List<Long> requests =
        endpoints(status).stream()
            .sorted(Comparator.comparing(endpoint -> endpoint.path("name").asText()))
            .map(endpoint -> endpoint.path("requests").asLong())
            .toList();
    long all = Math.max(1, requests.stream().mapToLong(Long::longValue).sum());
    said.put(
        Sight.PROXY_BACKENDS,
        String.join(
            " + ", requests.stream().map(one -> Math.round(100.0 * one / all) + " %").toList()));
    return new Stated(said);
  }
}
