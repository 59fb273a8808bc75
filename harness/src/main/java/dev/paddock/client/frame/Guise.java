package dev.paddock.client.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a body that is no stream of answers looks like, for bytes that have a look of their own. */
public enum Guise {
  GZIP("gzip"),
  ZLIB("deflate"),
  ZSTD("zstd"),
  HTML("");

  private static final Pattern PAGE =
      Pattern.compile(
          "\\s*(?:<!--.*?-->\\s*)*<(?:!doctype\\s+)?html\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern TITLE =
      Pattern.compile(
          "<title[^>]*>\\s*([^<]{1,80}?)\\s*<", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** So much of a page is looked at. */
  private static final int HEAD = 4 * 1024;

  private final String compression;

  Guise(String compression) {
    this.compression = compression;
  }

  /** The look of a body's first {@code length} bytes; empty where it is none of these. */
  public static Optional<Guise> of(byte[] body, int length) {
    if (begins(body, length, 0x1f, 0x8b)) {
      return Optional.of(GZIP);
    }
    if (begins(body, length, 0x28, 0xb5, 0x2f, 0xfd)) {
      return Optional.of(ZSTD);
    }
    if (begins(body, length, 0x78, 0x9c)
        || begins(body, length, 0x78, 0x01)
        || begins(body, length, 0x78, 0xda)) {
      return Optional.of(ZLIB);
    }
    return PAGE.matcher(text(body, length)).lookingAt() ? Optional.of(HTML) : Optional.empty();
  }

  /** What was found, for a user. */
  public String words(byte[] body, int length) {
    if (this != HTML) {
      return "bytes compressed with "
          + compression
          + " that no content-encoding tells of: something on the way compresses although no"
          + " compression was asked for";
    }
    Matcher title = TITLE.matcher(text(body, length));
    return "a page of HTML"
        + (title.find() ? " titled \"" + title.group(1).replaceAll("\\p{Cntrl}", " ") + "\"" : "")
        + ": is it the server that answers there, or a proxy's page?";
  }

  private static boolean begins(byte[] body, int length, int... magic) {
    boolean begins = length >= magic.length;
    for (int i = 0; begins && i < magic.length; i++) {
      begins = (body[i] & 0xff) == magic[i];
    }
    return begins;
  }

  private static String text(byte[] body, int length) {
    return new String(body, 0, Math.min(length, HEAD), UTF_8);
  }
}
