package dev.paddock.client.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the status line and the headers of a response that comes in pieces. */
public final class HeaderReader {
  private static final int LONGEST = 64 * 1024;
  private static final byte[] START = "HTTP/1.".getBytes(ISO_8859_1);
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.(\\d) (\\d{3})(?: (.*))?");

  private byte[] bytes = new byte[1024];
  private int length;
  private int lineLength;
  private Optional<Head> head = Optional.empty();

  /** What was read, once the empty line after the headers has come. */
  public Optional<Head> head() {
    return head;
  }

  /**
   * Takes bytes up to the end of the headers; interim responses (1xx) are passed over.
   *
   * @return how many bytes were taken
   */
  public int feed(byte[] piece, int from, int to) throws MalformedResponse {
    int at = from;
    while (at < to && head.isEmpty()) {
      byte next = piece[at];
      if (length < START.length && next != START[length]) {
        throw notHttp(piece, at, to);
      }
      keep(next);
      at++;
      if (next == '\n') {
        if (lineLength == 0) {
          end();
        }
        lineLength = 0;
      } else if (next != '\r') {
        lineLength++;
      }
    }
    return at - from;
  }

  private void keep(byte next) throws MalformedResponse {
    if (length == LONGEST) {
      throw new MalformedResponse(
          "expected headers of at most 64 KB, found no end of them in " + excerpt());
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = next;
  }

  private void end() throws MalformedResponse {
    String[] lines = new String(bytes, 0, length, ISO_8859_1).split("\r?\n");
    Matcher status = STATUS_LINE.matcher(lines[0]);
    if (!status.matches()) {
      throw new MalformedResponse("expected an HTTP/1.1 status line, found " + excerpt());
    }
    Head read =
        new Head(
            Integer.parseInt(status.group(1)),
            Integer.parseInt(status.group(2)),
            Optional.ofNullable(status.group(3)).orElse("").strip(),
            fields(lines));
    boolean interim = read.status() >= 100 && read.status() < 200 && read.status() != 101;
    length = 0;
    if (!interim) {
      head = Optional.of(read);
    }
  }

  private static Map<String, String> fields(String[] lines) throws MalformedResponse {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        byte[] line = lines[i].getBytes(ISO_8859_1);
        throw new MalformedResponse("expected a header, found " + Excerpt.of(line, 0, line.length));
      }
      String name = lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
      fields.merge(name, lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return fields;
  }

  private MalformedResponse notHttp(byte[] piece, int at, int to) {
    byte[] found = Arrays.copyOf(bytes, length + to - at);
    System.arraycopy(piece, at, found, length, to - at);
    return new MalformedResponse(
        "expected an HTTP/1.1 response, found " + Excerpt.of(found, 0, found.length));
  }

  private String excerpt() {
    return Excerpt.of(bytes, 0, length);
  }
}
