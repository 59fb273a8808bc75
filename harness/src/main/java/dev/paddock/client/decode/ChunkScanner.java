package dev.paddock.client.decode;

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
  private static final byte[] TOOL_CALLS = "tool_calls".getBytes(US_ASCII);
  private static final byte[] REFUSAL = "refusal".getBytes(US_ASCII);

  private final JsonCursor json = new JsonCursor();
  private int answerFrom;
  private int answerTo;
  private boolean answerEscaped;
  private boolean thinking;
  private boolean calls;
  private boolean done;
  private boolean error;
  private boolean usage;
  private boolean known;

  /**
   * Scans the line between {@code from} and {@code to} (exclusive).
   *
   * @return whether it was understood; where it was not, the other methods mean nothing
   */
  public boolean scan(byte[] line, int from, int to) {
    json.begin(line, from, to);
    answerFrom = 0;
    answerTo = 0;
    answerEscaped = false;
    thinking = false;
    calls = false;
    done = false;
    error = false;
    usage = false;
    known = false;
    json.space();
    if (!object(Scope.ROOT)) {
      return false;
    }
    json.space();
    return json.atEnd();
  }

  /** Whether the line carries text of the answer, or of the thinking before it, or calls a tool. */
  public boolean carriesText() {
    return answer() || thinking || calls;
  }

  /** Whether the line carries text of the answer: a response or content that is not empty. */
  public boolean answer() {
    return answerTo > answerFrom;
  }

  /** Whether the line calls a tool, which is an answer without text. */
  public boolean calls() {
    return calls;
  }

  /** Whether the line carries thinking (or reasoning) that is not empty. */
  public boolean thinking() {
    return thinking;
  }

  /**
   * Whether the line ends the answer: {@code done} is true, or there is a finish reason. Servers
   * that fill in every field write an empty one, or the word null, on lines that end nothing.
   */
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

  /**
   * Whether the line has nothing of an answer at all: a ping, or an error in a form of its own,
   * which only a parser can tell.
   */
  public boolean foreign() {
    return !known;
  }

  /** Adds the answer's text to {@code out}, its escapes resolved. */
  public void appendAnswer(StringBuilder out) {
    if (answerEscaped) {
      JsonString.append(out, json.bytes(), answerFrom, answerTo);
    } else if (answer()) {
      out.append(JsonString.plain(json.bytes(), answerFrom, answerTo));
    }
  }

  private boolean object(Scope scope) {
    if (!json.take('{')) {
      return false;
    }
    json.space();
    if (json.take('}')) {
      return true;
    }
    while (json.string() && !json.stringEscaped()) {
      int keyFrom = json.stringFrom();
      int keyTo = json.stringTo();
      json.space();
      if (!json.take(':')) {
        return false;
      }
      json.space();
      if (!member(scope, keyFrom, keyTo)) {
        return false;
      }
      json.space();
      if (json.take('}')) {
        return true;
      }
      if (!json.take(',')) {
        return false;
      }
      json.space();
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
      case 4 -> is(DONE, from, to) ? flag() : json.value();
      case 5 ->
          is(ERROR, from, to) ? present(true) : is(USAGE, from, to) ? present(false) : json.value();
      case 7 ->
          is(MESSAGE, from, to)
              ? objectOrNull(Scope.MESSAGE)
              : is(CHOICES, from, to) ? choices() : json.value();
      case 8 ->
          is(RESPONSE, from, to)
              ? answerText()
              : is(THINKING, from, to) ? thinkingText() : json.value();
      default -> json.value();
    };
  }

  private boolean choiceMember(int from, int to) {
    return switch (to - from) {
      case 4 -> is(TEXT, from, to) ? answerText() : json.value();
      case 5 ->
          is(DELTA, from, to)
              ? objectOrNull(Scope.MESSAGE)
              : is(ERROR, from, to) ? present(true) : json.value();
      case 7 -> is(MESSAGE, from, to) ? objectOrNull(Scope.MESSAGE) : json.value();
      case 13 -> is(FINISH_REASON, from, to) ? finishReason() : json.value();
      default -> json.value();
    };
  }

  private boolean messageMember(int from, int to) {
    return switch (to - from) {
      case 7 ->
          is(CONTENT, from, to) ? answerText() : is(REFUSAL, from, to) ? nothing() : json.value();
      case 8 -> is(THINKING, from, to) ? thinkingText() : json.value();
      case 9 -> is(REASONING, from, to) ? thinkingText() : json.value();
      case 10 -> is(TOOL_CALLS, from, to) ? toolCalls() : json.value();
      case 17 -> is(REASONING_CONTENT, from, to) ? thinkingText() : json.value();
      default -> json.value();
    };
  }

  private boolean is(byte[] key, int from, int to) {
    return Arrays.equals(json.bytes(), from, to, key, 0, key.length);
  }

  private boolean answerText() {
    known = true;
    if (json.next() != '"') {
      return json.literal(JsonCursor.NULL);
    }
    if (!json.string()) {
      return false;
    }
    if (json.stringFrom() == json.stringTo()) {
      return true;
    }
    if (answer()) {
      return false;
    }
    answerFrom = json.stringFrom();
    answerTo = json.stringTo();
    answerEscaped = json.stringEscaped();
    return true;
  }

  private boolean thinkingText() {
    if (json.next() != '"') {
      return json.literal(JsonCursor.NULL);
    }
    if (!json.string()) {
      return false;
    }
    thinking |= json.stringTo() > json.stringFrom();
    return true;
  }

  /** What a parser has to see, where it is there at all. */
  private boolean nothing() {
    return json.literal(JsonCursor.NULL);
  }

  /** A field that is filled in with no call says nothing. */
  private boolean toolCalls() {
    calls |= json.next() != 'n' && !json.emptyArray();
    return json.value();
  }

  private boolean flag() {
    known = true;
    if (json.next() == 't') {
      done = true;
      return json.literal(JsonCursor.TRUE);
    }
    return json.literal(JsonCursor.FALSE);
  }

  private boolean finishReason() {
    if (json.next() != '"') {
      return json.literal(JsonCursor.NULL);
    }
    if (!json.string()) {
      return false;
    }
    done = !empty(json.stringFrom(), json.stringTo());
    return true;
  }

  private boolean empty(int from, int to) {
    return from == to || (to - from == JsonCursor.NULL.length && is(JsonCursor.NULL, from, to));
  }

  /** An error or usage: there is one unless it is null. */
  private boolean present(boolean anError) {
    if (json.next() == 'n') {
      return json.literal(JsonCursor.NULL);
    }
    known = true;
    error |= anError;
    usage |= !anError;
    return json.value();
  }

  private boolean objectOrNull(Scope scope) {
    known = true;
    return json.next() == 'n' ? json.literal(JsonCursor.NULL) : object(scope);
  }

  /** No choice, or one: several answers in one stream are left to the parser. */
  private boolean choices() {
    known = true;
    if (!json.take('[')) {
      return false;
    }
    json.space();
    if (json.take(']')) {
      return true;
    }
    if (!object(Scope.CHOICE)) {
      return false;
    }
    json.space();
    return json.take(']');
  }
}
