package dev.paddock.experiment;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a server lets one in, beside its address.
 *
 * @param headers of every request, by name
 * @param ca a file of certificates that are trusted instead of the system's
 * @param insecure whether certificates are not checked at all
 * @param fields which fields requests have; empty where that is to be found out
 */
public record AccessSpec(
    Map<String, Secret> headers, Optional<String> ca, boolean insecure, Optional<Fields> fields) {
  /** Nothing is needed. */
  public static final AccessSpec OPEN =
      new AccessSpec(Map.of(), Optional.empty(), false, Optional.empty());

  /** The header by which most servers let one in. */
  public static final String AUTHORIZATION = "Authorization";

  private static final Pattern SECRET =
      Pattern.compile("auth|key|token|secret|passw|cookie|session|signature");

  public AccessSpec {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * Which fields a request of OpenAI's API has, beside those that every server knows.
   *
   * @param measuring whether those by which servers are measured are among them
   * @param usage whether {@code stream_options} is, by which a stream tells its counts of tokens
   */
  public record Fields(boolean measuring, boolean usage) {
    /** Those too by which servers are measured. */
    public static final Fields ALL = new Fields(true, true);

    /** The API's own. */
    public static final Fields STRICT = new Fields(false, true);

    /** The same without the fields by which servers are measured. */
    public Fields strict() {
      return new Fields(false, usage);
    }

    /** The same without {@code stream_options}. */
    public Fields uncounted() {
      return new Fields(measuring, false);
    }
  }

  /** What an address and the name of a variable say, where there is no file. */
  public static AccessSpec of(URI url, Optional<String> keyVariable) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    basic(url).ifPresent(basic -> headers.put(AUTHORIZATION, basic));
    keyVariable.ifPresent(
        name -> headers.put(AUTHORIZATION, new Secret.Bearer(new Secret.Variable(name))));
    return new AccessSpec(headers, Optional.empty(), false, Optional.empty());
  }

  /** The user and password that an address has. */
  public static Optional<Secret> basic(URI url) {
    return Optional.ofNullable(url.getUserInfo())
        .map(
            user -> {
              int colon = user.indexOf(':');
              return new Secret.Basic(
                  colon < 0 ? user : user.substring(0, colon),
                  Secret.of(colon < 0 ? "" : user.substring(colon + 1)));
            });
  }

  /** An address without the user and password that it may have. */
  public static URI bare(URI url) {
    return url.getRawUserInfo() == null
        ? url
        : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
  }

  /** The same, with these fields. */
  public AccessSpec with(Fields sent) {
    return new AccessSpec(headers, ca, insecure, Optional.of(sent));
  }

  /** The fields that are sent. */
  public Fields sent() {
    return fields.orElse(Fields.ALL);
  }

  /** A text of the file or the command line as it may be kept: without secrets. */
  public String keepable(String text) {
    String kept = Secret.hidden(text);
    for (Map.Entry<String, Secret> header : headers.entrySet()) {
      if (header.getValue() instanceof Secret.Literal(String secret)
          && SECRET.matcher(header.getKey().toLowerCase(Locale.ROOT)).find()) {
        kept = kept.replace(secret, Secret.HIDDEN);
      }
    }
    return kept;
  }
}
