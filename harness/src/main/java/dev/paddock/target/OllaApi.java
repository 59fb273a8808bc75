package dev.paddock.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.readback.OllaStatus;
import dev.paddock.readback.Stated;
import java.net.URI;
import java.time.Duration;

/** Asks an Olla for its status. */
final class OllaApi {
  private static final String STATUS = "/internal/status";
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final JsonHttp http;

  OllaApi(URI url) {
    this.http = new JsonHttp(url, "olla");
  }

  private JsonNode status() {
    return http.json(STATUS, http.get(STATUS, SHORT));
  }

  /** Whether this many backends are healthy and their models known. */
  boolean ready(int backends) {
    return OllaStatus.ready(status(), backends);
  }

  /** What it states that it runs with. */
  Stated stated() {
    return OllaStatus.read(status());
  }
}
