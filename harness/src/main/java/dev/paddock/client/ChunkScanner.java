package dev.paddock.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * A look at one stream line that finds what its arrival means, without building a tree.
 *
 * <p>It walks the line once, knows the few fields that matter of both protocols, and steps over all
 * others. What it does not understand at sight (an escaped key, a number for text, several choices,
 * broken JSON) it leaves to a real parser by saying so. It keeps no copy of the line, allocates
 * nothing, and is not for use by two threads.
 */
public final class ChunkScanner {
  /** Which object is being walked. */
  private enum Scope {
    ROOT,
    CHOICE,
    MESSAGE
  }

  private static final byte[] RESPONSE = "response".getBytes(US_ASCII);
  private static final byte[] THINKING = "thinking".getBytes(US_ASCII);
  private static final byte[] REASONING = "reasoning".getBytes(US_ASCII);
  private static final byte[] REASONING_CONTENT = "reasoning_content".getBytes(US_ASCII);
  private static final byte[] MESSAGE = "message".getBytes(US_ASCII);
  private static final byte[] CHOICES = "choices".getBytes(US_ASCII);
  private static final byte[] CONTENT = "content".getBytes(US_ASCII);
  private static final byte[] DELTA = "delta".getBytes(US_ASCII);
  private static final byte[] TEXT = "text".getBytes(US_ASCII);
  private static final byte[] DONE = "done".getBytes(US_ASCII);
  private static final byte[] FINISH_REASON = "finish_reason".getBytes(US_ASCII);
  private static final byte[] ERROR = "error".getBytes(US_ASCII);
  private static final byte[] USAGE = "usage".getBytes(US_ASCII);
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);

  private byte[] bytes = {};
  private int at;
  private int end;
  private int stringFrom;
  private int stringTo;
  private boolean stringEscaped;

  private int answerFrom;
  private int answerTo;
  private boolean answerEscaped;
  private boolean thinking;
  private boolean done;
  private boolean error;
  private boolean usage;

  /**
   * Scans the line between {@code from} and {@code to} (exclusive).
   *
   * @return whether it was understood; where it was not, the other methods mean nothing
   */
  public boolean scan(byte[] line, int from, int to) {
    bytes = line;
    at = from;
    end = to;
    answerFrom = 0;
    answerTo = 0;
    answerEscaped = false;
    thinking = false;
    done = false;
    error = false;
    usage = false;
    space();
    if (!object(Scope.ROOT)) {
      return false;
    }
    space();
    return at == end;
  }

  /** Whether the line carries text of the answer, or of the thinking before it. */
  public boolean carriesText() {
    return answer() || thinking;
  }

  /** Whether the line carries text of the answer: a response or content that is not empty. */
  public boolean answer() {
    return answerTo > answerFrom;
  }

  /** Whether the line carries thinking (or reasoning) that is not empty. */
  public boolean thinking() {
    return thinking;
  }

  /** Whether the line ends the answer: {@code done} is true, or there is a finish reason. */
  public boolean done() {
    return done;
  }

  /** Whether the line is an error. */
  public boolean error() {
    return error;
  }

  /** Whether the line says how many tokens were used. */
  public boolean usage() {
    return usage;
  }

  /** Adds the answer's text to {@code out}, its escapes resolved. */
  public void appendAnswer(StringBuilder out) {
    if (answerEscaped) {
      JsonString.append(out, bytes, answerFrom, answerTo);
    } else if (answer()) {
      out.append(JsonString.plain(bytes, answerFrom, answerTo));
    }
  }

  private boolean object(Scope scope) {
    if (!take('{')) {
      return false;
    }
    space();
    if (take('}')) {
      return true;
    }
    while (string() && !stringEscaped) {
      int keyFrom = stringFrom;
      int keyTo = stringTo;
      space();
      if (!take(':')) {
        return false;
      }
      space();
      if (!member(scope, keyFrom, keyTo)) {
        return false;
      }
      space();
      if (take('}')) {
        return true;
      }
      if (!take(',')) {
        return false;
      }
      space();
    }
    return false;
  }

  private boolean member(Scope scope, int from, int to) {
    return switch (scope) {
      case ROOT -> rootMember(from, to);
      case CHOICE -> choiceMember(from, to);
      case MESSAGE -> messageMember(from, to);
    };
  }

  private boolean rootMember(int from, int to) {
    return switch (to - from) {
      case 4 -> is(DONE, from, to) ? flag() : value();
      case 5 ->
          is(ERROR, from, to) ? present(true) : is(USAGE, from, to) ? present(false) : value();
      case 7 ->
          is(MESSAGE, from, to)
              ? objectOrNull(Scope.MESSAGE)
              : is(CHOICES, from, to) ? choices() : value();
      case 8 ->
          is(RESPONSE, from, to) ? answerText() : is(THINKING, from, to) ? thinkingText() : value();
      default -> value();
    };
  }

  private boolean choiceMember(int from, int to) {
    return switch (to - from) {
      case 4 -> is(TEXT, from, to) ? answerText() : value();
      case 5 -> is(DELTA, from, to) ? objectOrNull(Scope.MESSAGE) : value();
      case 7 -> is(MESSAGE, from, to) ? objectOrNull(Scope.MESSAGE) : value();
      case 13 -> is(FINISH_REASON, from, to) ? finishReason() : value();
      default -> value();
    };
  }

  private boolean messageMember(int from, int to) {
    return switch (to - from) {
      case 7 -> is(CONTENT, from, to) ? answerText() : value();
      case 8 -> is(THINKING, from, to) ? thinkingText() : value();
      case 9 -> is(REASONING, from, to) ? thinkingText() : value();
      case 17 -> is(REASONING_CONTENT, from, to) ? thinkingText() : value();
      default -> value();
    };
  }

  private boolean is(byte[] key, int from, int to) {
    return Arrays.equals(bytes, from, to, key, 0, key.length);
  }

  private boolean answerText() {
    if (next() != '"') {
      return literal(NULL);
    }
    if (!string()) {
      return false;
    }
    answerFrom = stringFrom;
    answerTo = stringTo;
    answerEscaped = stringEscaped;
    return true;
  }

  private boolean thinkingText() {
    if (next() != '"') {
      return literal(NULL);
    }
    if (!string()) {
      return false;
    }
    thinking |= stringTo > stringFrom;
    return true;
  }

  private boolean flag() {
    if (next() == 't') {
      done = true;
      return literal(TRUE);
    }
    return literal(FALSE);
  }

  private boolean finishReason() {
    if (next() != '"') {
      return literal(NULL);
    }
    done = true;
    return string();
  }

  /** An error or usage: there is one unless it is null. */
  private boolean present(boolean anError) {
    if (next() == 'n') {
      return literal(NULL);
    }
    error |= anError;
    usage |= !anError;
    return value();
  }

  private boolean objectOrNull(Scope scope) {
    return next() == 'n' ? literal(NULL) : object(scope);
  }

  /** No choice, or one: several answers in one stream are left to the parser. */
  private boolean choices() {
    if (!take('[')) {
      return false;
    }
    space();
    if (take(']')) {
      return true;
    }
    if (!object(Scope.CHOICE)) {
      return false;
    }
    space();
    return take(']');
  }

  /** Steps over any value; brackets are counted, not matched. */
  private boolean value() {
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

  private boolean literal(byte[] word) {
    int to = at + word.length;
    if (to > end || !Arrays.equals(bytes, at, to, word, 0, word.length)) {
      return false;
    }
    at = to;
    return true;
  }

  private boolean string() {
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

  private void space() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private int next() {
    return at < end ? bytes[at] : -1;
  }

  private boolean take(char wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }
}
