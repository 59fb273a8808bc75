package dev.paddock.client.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * A place in a line of JSON, moved over one piece of syntax at a time.
 *
 * <p>Each step answers whether the piece was there; where it was not, the place means nothing more.
 */
final class JsonCursor {
  static final byte[] TRUE = "true".getBytes(US_ASCII);
  static final byte[] FALSE = "false".getBytes(US_ASCII);
  static final byte[] NULL = "null".getBytes(US_ASCII);

  private byte[] bytes = {};
  private int at;
  private int end;
  private int stringFrom;
  private int stringTo;
  private boolean stringEscaped;

  /** Begins at {@code from}; {@code to} is exclusive. */
  void begin(byte[] line, int from, int to) {
    bytes = line;
    at = from;
    end = to;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean atEnd() {
    return at == end;
  }

  /** Where the last string starts, its quote excluded. */
  int stringFrom() {
    return stringFrom;
  }

  /** Where the last string ends, its quote excluded. */
  int stringTo() {
    return stringTo;
  }

  /** Whether the last string has escapes. */
  boolean stringEscaped() {
    return stringEscaped;
  }

  /** Steps over any value; brackets are counted, not matched. */
  boolean value() {
    int depth = 0;
    do {
      switch (next()) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> {
          if (!string()) {
            return false;
          }
        }
        case ',', ':', ' ', '\t' -> {
          if (depth == 0) {
            return false;
          }
          at++;
        }
        default -> {
          if (!scalar()) {
            return false;
          }
        }
      }
    } while (depth > 0);
    return depth == 0;
  }

  private boolean scalar() {
    int first = next();
    if (first == 't') {
      return literal(TRUE);
    }
    if (first == 'f') {
      return literal(FALSE);
    }
    if (first == 'n') {
      return literal(NULL);
    }
    int from = at;
    while (at < end && numeric(bytes[at])) {
      at++;
    }
    return at > from;
  }

  private static boolean numeric(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '.' || b == 'e' || b == 'E' || b == '+';
  }

  boolean literal(byte[] word) {
    int to = at + word.length;
    if (to > end || !Arrays.equals(bytes, at, to, word, 0, word.length)) {
      return false;
    }
    at = to;
    return true;
  }

  boolean string() {
    if (!take('"')) {
      return false;
    }
    stringFrom = at;
    stringEscaped = false;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        stringTo = at++;
        return true;
      }
      if (b == '\\') {
        stringEscaped = true;
        int length = JsonString.escape(bytes, at, end);
        if (length == 0) {
          return false;
        }
        at += length;
      } else if (b >= 0 && b < ' ') {
        return false;
      } else {
        at++;
      }
    }
    return false;
  }

  void space() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  int next() {
    return at < end ? bytes[at] : -1;
  }

  /** Whether an array without elements is next; it is not stepped over. */
  boolean emptyArray() {
    int after = at + 1;
    while (after < end && Character.isWhitespace(bytes[after])) {
      after++;
    }
    return after < end && bytes[at] == '[' && bytes[after] == ']';
  }

  boolean take(char wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }
}
