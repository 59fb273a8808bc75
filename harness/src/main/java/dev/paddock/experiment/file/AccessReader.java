package dev.paddock.experiment.file;

import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.Secret;
import dev.paddock.experiment.yaml.Node;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how a server lets one in; no message shows a secret. */
final class AccessReader {
  private static final String VARIABLE = "env:[A-Za-z_][A-Za-z0-9_]*";

  /** Headers that are Paddock's to say. */
  private static final Set<String> OWN =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "accept-encoding",
          "expect",
          "upgrade");

  /** What the file says of the fields. */
  private enum Sent {
    ALL,
    STRICT
  }

  private AccessReader() {}

  /**
   * Reads it.
   *
   * @param url as the file has it, with user and password
   */
  static AccessSpec read(Fields fields, Optional<URI> url) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    url.flatMap(AccessSpec::basic).ifPresent(basic -> headers.put(AccessSpec.AUTHORIZATION, basic));
    fields
        .node("api_key")
        .flatMap(
            node ->
                fields.problems().attempt(node.place(), fields.path("api_key"), () -> key(node)))
        .ifPresent(key -> headers.put(AccessSpec.AUTHORIZATION, key));
    fields.node("headers").ifPresent(node -> headers(fields, node, headers));
    return new AccessSpec(
        headers,
        fields.words("ca"),
        fields.flag("insecure").orElse(false),
        fields
            .choice("fields", Sent.class)
            .map(
                sent ->
                    switch (sent) {
                      case ALL -> AccessSpec.Fields.ALL;
                      case STRICT -> AccessSpec.Fields.STRICT;
                    }));
  }

  private static Secret key(Node node) {
    String text = Fields.text(node).strip();
    if (!text.matches(VARIABLE)) {
      throw new Refused(
          "is not env:NAME",
          "The file is kept with the run and a key must not be: put the key into a variable, and"
              + " its name here. For example: api_key: env:OPENAI_API_KEY");
    }
    return new Secret.Bearer(Secret.of(text));
  }

  private static void headers(Fields fields, Node node, Map<String, Secret> headers) {
    String path = fields.path("headers");
    Fields.mapping(node, path, fields.problems())
        .entries()
        .forEach(
            (name, entry) ->
                fields
                    .problems()
                    .attempt(
                        entry.value().place(),
                        path + "." + name,
                        () -> header(name, Fields.text(entry.value()).strip()))
                    .ifPresent(value -> headers.put(name, value)));
  }

  private static Secret header(String name, String text) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new Refused("is no name of a header", "For example: X-Team");
    }
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new Refused("is a header that Paddock sets itself", "Leave it out.");
    }
    if (text.startsWith(Secret.FROM_ENVIRONMENT) && !text.matches(VARIABLE)) {
      throw new Refused("names no variable after env:", "For example: env:LAB_TOKEN");
    }
    if (!text.chars().allMatch(c -> c >= ' ' && c != 0x7f)) {
      throw new Refused("has a line end or another control character", "Take it out.");
    }
    return Secret.of(text);
  }
}
