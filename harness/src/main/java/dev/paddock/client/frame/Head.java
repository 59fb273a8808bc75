package dev.paddock.client.frame;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The status line and the headers of a response.
 *
 * @param minor the x of HTTP/1.x
 * @param fields by lower-case name; values of one name are joined by commas
 */
public record Head(int minor, int status, String reason, Map<String, String> fields) {
  public Head {
    fields = Map.copyOf(fields);
  }

  /** The value of a header. */
  public Optional<String> field(String lowerCaseName) {
    return Optional.ofNullable(fields.get(lowerCaseName));
  }

  /** Whether the server will take another request on the same connection. */
  public boolean keepsAlive() {
    String connection = field("connection").orElse("").toLowerCase(Locale.ROOT);
    return minor == 0 ? connection.contains("keep-alive") : !connection.contains("close");
  }

  /** How the body is framed. */
  public BodyFraming body() throws MalformedResponse {
    if (status == 204 || status == 304) {
      return BodyFraming.fixed(0);
    }
    String encoding = field("content-encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new MalformedResponse(
          "expected a body without compression, found content-encoding "
              + encoding
              + ": something on the way compresses although no compression was asked for");
    }
    String transfer = field("transfer-encoding").orElse("identity");
    if (transfer.equalsIgnoreCase("chunked")) {
      return BodyFraming.chunked();
    }
    if (!transfer.equalsIgnoreCase("identity")) {
      throw new MalformedResponse("expected transfer-encoding chunked or none, found " + transfer);
    }
    Optional<String> length = field("content-length");
    return length.isEmpty()
        ? BodyFraming.untilClose()
        : BodyFraming.fixed(contentLength(length.get()));
  }

  /** One number, which a careless proxy may have repeated. */
  private static long contentLength(String value) throws MalformedResponse {
    String first = value.split(",", 2)[0].strip();
    boolean same = true;
    for (String part : value.split(",", -1)) {
      same &= part.strip().equals(first);
    }
    if (!same || !first.matches("\\d{1,18}")) {
      throw new MalformedResponse("expected a number as content-length, found \"" + value + "\"");
    }
    return Long.parseLong(first);
  }
}
