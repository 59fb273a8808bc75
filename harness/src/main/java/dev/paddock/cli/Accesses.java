package dev.paddock.cli;

import dev.paddock.client.Access;
import dev.paddock.client.Proxies;
import dev.paddock.client.Trust;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a file says of how a server lets one in, with the secrets that it only names. */
final class Accesses {
  private Accesses() {}

  /**
   * Looks the secrets up.
   *
   * @param url of the server, where it has one already
   * @throws UsageException where a variable is not set, or a file holds no certificate
   */
  static Access of(AccessSpec spec, Optional<URI> url, Map<String, String> environment) {
    Map<String, String> headers = new LinkedHashMap<>();
    spec.headers().forEach((name, secret) -> headers.put(name, value(name, secret, environment)));
    Proxies proxies = new Proxies(environment);
    try {
      url.ifPresent(proxies::of);
    } catch (IllegalArgumentException e) {
      throw new UsageException("target.url: " + e.getMessage());
    }
    return new Access(headers, trust(spec), proxies);
  }

  private static String value(String header, Secret secret, Map<String, String> environment) {
    if (secret.lost()) {
      throw new UsageException(
          "the header %s has %s where a secret was, which a run does not keep: start it anew with env:NAME in its place (in an address http://user:env:NAME@host), and it can be resumed"
              .formatted(header, Secret.HIDDEN));
    }
    String value =
        secret
            .value(environment)
            .orElseThrow(
                () ->
                    new UsageException(
                        "the variable %s is not set, which the header %s is to be read from: export it before this command"
                            .formatted(secret.variable().orElse(""), header)));
    if (!value.chars().allMatch(c -> c >= ' ' && c != 0x7f)) {
      throw new UsageException(
          "the header %s would have a line end or another control character: look at the variable %s"
              .formatted(header, secret.variable().orElse("")));
    }
    return value;
  }

  private static Optional<SSLContext> trust(AccessSpec spec) {
    if (spec.insecure()) {
      return Optional.of(Trust.all());
    }
    return spec.ca()
        .map(
            file -> {
              try {
                return Trust.of(Path.of(file));
              } catch (IOException e) {
                throw new UsageException(
                    "target.ca: %s cannot be used: %s".formatted(file, reason(e)));
              }
            });
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : String.valueOf(e.getMessage());
  }
}
