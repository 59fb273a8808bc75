package dev.paddock.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that variables name, as curl and others read them: {@code http_proxy}, {@code
 * https_proxy}, {@code all_proxy}, and {@code no_proxy} for hosts that are reached straight. What
 * is on this machine always is.
 *
 * @param environment where the variables are looked up, in lower case first
 */
public record Proxies(Map<String, String> environment) {
  /** None is named. */
  public static final Proxies NONE = new Proxies(Map.of());

  public Proxies {
    environment = Map.copyOf(environment);
  }

  /**
   * The proxy on the way to {@code url}; empty where it is reached straight.
   *
   * @throws IllegalArgumentException where the variable names something that is no HTTP proxy
   */
  public Optional<InetSocketAddress> of(URI url) {
    String host = String.valueOf(url.getHost()).replaceAll("[\\[\\]]", "");
    if (local(host) || direct(host)) {
      return Optional.empty();
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(Proxies::address);
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(one -> Stream.ofNullable(environment.get(one)))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static boolean local(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return host.matches("[0-9.]+|.*:.*") && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean direct(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return variable("no_proxy").stream()
        .flatMap(list -> Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+")))
        .map(one -> one.replaceAll("^\\*?\\.|:\\d+$", ""))
        .filter(one -> !one.isEmpty())
        .anyMatch(one -> one.equals("*") || lower.equals(one) || lower.endsWith("." + one));
  }

  private static InetSocketAddress address(String value) {
    URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
    if (!"http".equals(proxy.getScheme()) || proxy.getHost() == null) {
      throw new IllegalArgumentException(
          "the proxy that the environment names is no http://HOST:PORT: only such proxies are"
              + " used");
    }
    if (proxy.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the proxy that the environment names wants a user and password, which is not supported:"
              + " name the server in NO_PROXY, or a proxy that wants none");
    }
    return InetSocketAddress.createUnresolved(
        proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
  }
}
