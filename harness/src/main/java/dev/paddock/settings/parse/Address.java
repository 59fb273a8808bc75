package dev.paddock.settings.parse;

import static dev.paddock.settings.parse.Severity.HARM;

import java.net.URI;
import java.util.Optional;

/**
 * {@code OLLAMA_HOST} as Ollama's {@code envconfig.Host} reads it: scheme, host and port, the
 * scheme deciding the port where none is written.
 *
 * @param host without brackets
 */
public record Address(String scheme, String host, int port) {
  private static final int DEFAULT = 11434;
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String QUAD = OCTET + "(\\." + OCTET + "){3}";

  /** The address that a text stands for; an empty text is the default. */
  public static Address of(String text) {
    String rest = EnvText.stripped(text);
    String scheme = "http";
    int byScheme = DEFAULT;
    int cut = rest.indexOf("://");
    if (cut >= 0) {
      scheme = rest.substring(0, cut);
      rest = rest.substring(cut + 3);
      byScheme = scheme.equals("http") ? 80 : scheme.equals("https") ? 443 : DEFAULT;
    }
    int slash = rest.indexOf('/');
    rest = slash >= 0 ? rest.substring(0, slash) : rest;
    int colon = rest.lastIndexOf(':');
    boolean bareIpv6 = rest.indexOf(':') != colon && !rest.startsWith("[");
    boolean port = colon >= 0 && !bareIpv6 && colon > rest.lastIndexOf(']');
    String host = (port ? rest.substring(0, colon) : rest).replaceAll("^\\[|\\]$", "");
    return new Address(
        scheme,
        host.isEmpty() && !port ? "127.0.0.1" : host,
        port ? number(rest.substring(colon + 1)).orElse(byScheme) : byScheme);
  }

  private static Optional<Integer> number(String port) {
    return port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535
        ? Optional.of(Integer.parseInt(port))
        : Optional.empty();
  }

  /** Where a client on this machine finds a server that listens here. */
  public URI url() {
    String at =
        switch (host) {
          case "0.0.0.0", "" -> "127.0.0.1";
          case "::" -> "[::1]";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return URI.create("http://" + at + ":" + port);
  }

  /** Whether it is this machine, seen from itself. */
  public boolean isLocal() {
    return host.isEmpty()
        || host.equals("localhost")
        || host.equals("::")
        || host.equals("::1")
        || host.equals("0.0.0.0")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /**
   * What Ollama makes of a text that is not the address that it looks like. Each was given to a
   * real server: 12999, 0.0.0.0; and ::: end with "no such host", =http://127.0.0.1 listened at
   * port 80, =127.0.0.1:129999 and 0.0.0.0/8080 at 11434.
   */
  public static Optional<Reading> reading(String text) {
    Address address = of(text);
    if (text.matches("(?i).*\\.exe") || text.matches("[A-Za-z]:\\\\.*")) {
      return Optional.of(
          noAddress("is a path, and no address", Optional.of("127.0.0.1:" + DEFAULT)));
    }
    String rest = text.replaceFirst("^\\w+://", "");
    int slash = rest.indexOf('/');
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    rest = slash < 0 ? rest : rest.substring(0, slash);
    if (isNoHost(rest)) {
      String port = rest.matches("\\d{2,5}") ? rest : Integer.toString(DEFAULT);
      String host = rest.matches("\\d{2,5}") ? "127.0.0.1" : "0.0.0.0";
      return Optional.of(noAddress("is no address", Optional.of(host + ":" + port)));
    }
    boolean oneColon = rest.indexOf(':') >= 0 && rest.indexOf(':') == rest.lastIndexOf(':');
    if (oneColon && number(rest.substring(rest.indexOf(':') + 1)).isEmpty()) {
      return Optional.of(
          new Reading(
              HARM,
              "has no valid port",
              "Ollama takes port %d instead.".formatted(address.port()),
              Optional.of(address.host() + ":" + DEFAULT)));
    }
    if (path.matches("\\d{2,5}")) {
      return Optional.of(
          new Reading(
              HARM,
              "has its port behind a slash",
              "A colon goes before a port: Ollama takes port %d.".formatted(address.port()),
              Optional.of(address.host() + ":" + path)));
    }
    boolean schemePort = text.contains("://") && (address.port() == 80 || address.port() == 443);
    return schemePort && !rest.endsWith(":" + address.port())
        ? Optional.of(
            new Reading(
                HARM,
                "means port " + address.port(),
                "With http:// or https:// Ollama takes that scheme's port, not 11434.",
                Optional.of(address.host() + ":" + DEFAULT)))
        : Optional.empty();
  }

  private static Reading noAddress(String what, Optional<String> instead) {
    return new Reading(
        HARM, what, "Ollama takes it for the name of a host, and cannot listen there.", instead);
  }

  /** A port alone, a list, a network, an address in three parts or with two ports. */
  private static boolean isNoHost(String rest) {
    boolean colons = rest.indexOf(':') != rest.lastIndexOf(':');
    return rest.matches("\\d{2,5}")
        || rest.matches("(https?|tcp):.*")
        || rest.matches(".*[*\\s,;<>{}$].*")
        || rest.startsWith("-")
        || rest.matches("(\\d{1,3}\\.){1,2}\\d{1,3}(:.*)?")
        || (rest.matches("\\d+(\\.\\d+){3}(:.*)?") && !rest.matches(QUAD + "(:.*)?"))
        || (colons && !rest.startsWith("[") && !rest.matches("[0-9A-Fa-f:.]*(%\\w+)?"))
        || (colons && rest.matches("([^:]*\\.[^:]*|:):.*:.*|:::\\d+"));
  }
}
