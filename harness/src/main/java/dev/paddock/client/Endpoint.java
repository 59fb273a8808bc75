package dev.paddock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a server answers.
 *
 * @param host without the brackets of an IPv6 address
 * @param prefix put before every path; empty, or with a leading and without a trailing slash
 */
record Endpoint(boolean tls, String host, int port, String prefix) {

  static Endpoint of(URI base) {
    String scheme = Optional.ofNullable(base.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String host = Optional.ofNullable(base.getHost()).orElse("");
    if (!(scheme.equals("http") || scheme.equals("https")) || host.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a URL such as http://127.0.0.1:11434, found "
              + base.toString().replaceAll("//[^/@]*@", "//***@"));
    }
    boolean tls = scheme.equals("https");
    int port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
    String path = Optional.ofNullable(base.getRawPath()).orElse("");
    return new Endpoint(tls, host.replaceAll("[\\[\\]]", ""), port, path.replaceAll("/+$", ""));
  }

  /** Host and port as one writes them. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * What a request to each protocol begins with, up to the length of its body.
   *
   * @param whole whether the whole address is asked for, as a proxy wants it
   */
  Map<Protocol, byte[]> heads(Access access, boolean whole) {
    String before = (whole ? "http://" + authority() : "") + prefix;
    Map<Protocol, byte[]> heads = new EnumMap<>(Protocol.class);
    for (Protocol protocol : Protocol.values()) {
      String accept = protocol.accepted();
      heads.put(
          protocol,
          String.join(
                  "\r\n",
                  "POST " + before + protocol.path() + " HTTP/1.1",
                  "Host: " + authority(),
                  "User-Agent: paddock",
                  "Accept: " + accept + ", application/json",
                  "Accept-Encoding: identity",
                  access.lines() + "Content-Type: application/json",
                  "Content-Length: ")
              .getBytes(ISO_8859_1));
    }
    return heads;
  }
}
