package dev.paddock.client.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The inside of a JSON string, as bytes: how its escapes are measured and resolved. */
final class JsonString {
  private JsonString() {}

  /** The text of a string without escapes. */
  static String plain(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** How many bytes the escape at {@code at} takes; 0 where it is none that JSON knows. */
  static int escape(byte[] bytes, int at, int end) {
    if (at + 1 >= end) {
      return 0;
    }
    return switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> at + 6 <= end && unit(bytes, at + 2) >= 0 ? 6 : 0;
      default -> 0;
    };
  }

  /** Adds a string whose escapes were found right by {@link #escape} to {@code out}. */
  static void append(StringBuilder out, byte[] bytes, int from, int to) {
    int plainFrom = from;
    int at = from;
    while (at < to) {
      if (bytes[at] != '\\') {
        at++;
        continue;
      }
      out.append(plain(bytes, plainFrom, at));
      out.append(resolved(bytes, at));
      at += bytes[at + 1] == 'u' ? 6 : 2;
      plainFrom = at;
    }
    out.append(plain(bytes, plainFrom, to));
  }

  private static char resolved(byte[] bytes, int at) {
    byte letter = bytes[at + 1];
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) unit(bytes, at + 2);
      default -> (char) letter;
    };
  }

  /** The UTF-16 unit that four hexadecimal digits name; negative where they are none. */
  private static int unit(byte[] bytes, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
