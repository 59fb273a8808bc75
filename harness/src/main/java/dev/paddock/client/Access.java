package dev.paddock.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What it takes to be let in by a server, beside its address. It holds secrets and prints none.
 *
 * @param headers of every request, in order
 * @param tls what https trusts; empty for what the JVM trusts
 * @param proxies by which servers elsewhere are reached
 */
public record Access(Map<String, String> headers, Optional<SSLContext> tls, Proxies proxies) {
  /** A server that lets everybody in, straight. */
  public static final Access OPEN = new Access(Map.of(), Optional.empty(), Proxies.NONE);

  public Access {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The lines of the headers, as a request has them. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
    return lines.toString();
  }

  @Override
  public String toString() {
    return "headers " + headers.keySet() + (tls.isPresent() ? ", a trust of its own" : "");
  }
}
