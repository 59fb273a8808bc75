package dev.paddock.client.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What the lines of a server-sent event stream mean. */
public final class SseFraming {
  private static final byte[] DATA = "data:".getBytes(US_ASCII);
  private static final byte[] EVENT = "event:".getBytes(US_ASCII);

  /** No field of the standard, but where older llama-servers write an error. */
  private static final byte[] ERROR = "error:".getBytes(US_ASCII);

  private static final byte[] LAST = "[DONE]".getBytes(US_ASCII);

  private SseFraming() {}

  /**
   * Where the payload of a data line starts; −1 for comments, other fields and blank lines. A line
   * of bare JSON is taken as data too: servers that fail amid a stream write one.
   */
  public static int payload(byte[] bytes, int from, int to) {
    if (starts(DATA, bytes, from, to)) {
      return afterSpace(bytes, from + DATA.length, to);
    }
    if (from < to && bytes[from] == 'e' && starts(ERROR, bytes, from, to)) {
      return afterSpace(bytes, from + ERROR.length, to);
    }
    return from < to && bytes[from] == '{' ? from : -1;
  }

  /** Whether the payload is the {@code [DONE]} that ends an OpenAI stream. */
  public static boolean last(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    return Arrays.equals(bytes, from, end, LAST, 0, LAST.length);
  }

  /** Whether the line names its event an error. */
  public static boolean namesError(byte[] bytes, int from, int to) {
    if (!starts(EVENT, bytes, from, to)) {
      return false;
    }
    int name = afterSpace(bytes, from + EVENT.length, to);
    return new String(bytes, name, to - name, US_ASCII).strip().equals("error");
  }

  /** Whether the line can only be a line of an event stream, and not JSON. */
  public static boolean isField(byte[] bytes, int from, int to) {
    return starts(DATA, bytes, from, to) || starts(EVENT, bytes, from, to);
  }

  /** Whether the line is nothing that a stream of events has: no field, comment or blank line. */
  public static boolean isForeign(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] >= 'a' && bytes[end] <= 'z') {
      end++;
    }
    return from < to && (end == to || bytes[end] != ':') && bytes[from] != '{';
  }

  private static boolean starts(byte[] word, byte[] bytes, int from, int to) {
    return to - from >= word.length
        && Arrays.equals(bytes, from, from + word.length, word, 0, word.length);
  }

  private static int afterSpace(byte[] bytes, int from, int to) {
    return from < to && bytes[from] == ' ' ? from + 1 : from;
  }
}
