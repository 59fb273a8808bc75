package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Optional;

/**
 * A whole request at the start of what has been read.
 *
 * @param closing whether the client wants the connection closed after the answer
 * @param length of head and body together, in bytes
 */
record ReplayRequest(String path, boolean closing, int length) {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(ISO_8859_1);

  /**
   * The request that begins there; empty where some of it is still to come.
   *
   * @param filled how many of the bytes have been read
   */
  static Optional<ReplayRequest> at(byte[] bytes, int filled) {
    int end = find(bytes, 0, filled, END_OF_HEAD);
    if (end < 0) {
      return Optional.empty();
    }
    String[] lines = new String(bytes, 0, end, ISO_8859_1).split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    int body = end + END_OF_HEAD.length;
    int whole;
    if (field(lines, "transfer-encoding").equals("chunked")) {
      // A body of JSON has no line end in it, so this is the end of its chunks.
      int last = find(bytes, body, filled, END_OF_CHUNKS);
      whole = last < 0 ? Integer.MAX_VALUE : last + END_OF_CHUNKS.length;
    } else {
      String length = field(lines, "content-length");
      whole = body + (length.isEmpty() ? 0 : Integer.parseInt(length));
    }
    return filled < whole
        ? Optional.empty()
        : Optional.of(
            new ReplayRequest(
                first.length > 1 ? first[1] : "",
                field(lines, "connection").equals("close"),
                whole));
  }

  private static int find(byte[] bytes, int from, int filled, byte[] wanted) {
    for (int i = from; i <= filled - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && bytes[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  private static String field(String[] lines, String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon)) {
        return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
