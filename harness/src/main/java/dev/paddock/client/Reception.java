package dev.paddock.client;

import dev.paddock.client.decode.ChunkScanner;
import dev.paddock.client.frame.BodyFraming;
import dev.paddock.client.frame.Head;
import dev.paddock.client.frame.HeaderReader;
import dev.paddock.client.frame.LineFramer;
import dev.paddock.client.frame.MalformedResponse;
import dev.paddock.client.frame.SseFraming;
import dev.paddock.client.wire.Wire;
import java.util.Arrays;
import java.util.Optional;

/**
 * What has come of a response, and when: every read with its stamps, every line with the read that
 * ended it. Nothing is decoded here beyond what tells a token from other traffic.
 */
final class Reception implements Wire.Reader {
  /** No answer of a language model is longer; a server gone mad must not fill the memory. */
  private static final int LARGEST_BODY = 256 * 1024 * 1024;

  /** {@code data: [DONE]}, with some blanks. */
  private static final int LONGEST_LAST_WORD = 20;

  private final LineFramer lines = new LineFramer();
  private final ChunkScanner scanner = new ChunkScanner();
  private HeaderReader headers = new HeaderReader();
  private Optional<BodyFraming> body = Optional.empty();
  private boolean events;
  private long[] arrivals = new long[256];
  private long[] returns = new long[256];
  private int reads;
  private int headRead;
  private int[] startedIn = new int[256];
  private int[] endedIn = new int[256];
  private int pendingSince;
  private boolean trailing;
  private boolean openEnded;
  private boolean tokens;
  private boolean text;
  private boolean error;
  private boolean lastWord;
  private long lastToken;

  /** Forgets the last response and waits for the next. */
  void clear() {
    lines.clear();
    headers = new HeaderReader();
    body = Optional.empty();
    events = false;
    reads = 0;
    headRead = 0;
    trailing = false;
    openEnded = false;
    tokens = false;
    text = false;
    error = false;
    lastWord = false;
  }

  @Override
  public void read(byte[] bytes, int length, long arrival, long returned) throws MalformedResponse {
    if (reads == arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, reads * 2);
      returns = Arrays.copyOf(returns, reads * 2);
    }
    arrivals[reads] = arrival;
    returns[reads] = returned;
    reads++;
    int at = 0;
    if (body.isEmpty()) {
      at = headers.feed(bytes, 0, length);
      if (headers.head().isPresent()) {
        Head head = headers.head().get();
        headRead = reads - 1;
        events = head.field("content-type").orElse("").contains("event-stream");
        body = Optional.of(head.body());
      }
    }
    if (body.isPresent()) {
      int known = lines.lines();
      if (lines.pending() == 0) {
        pendingSince = reads - 1;
      }
      at += body.get().feed(bytes, at, length, lines);
      if (lines.length() > LARGEST_BODY) {
        throw new MalformedResponse("expected an answer of at most 256 MB, found a longer one");
      }
      linesEnded(known);
      lastWordWithoutLineEnd();
      trailing = at < length;
    }
  }

  /** Nothing more comes: what is left over may be a line. */
  void ended() {
    openEnded = !complete() && lines.pending() > 0;
    int known = lines.lines();
    lines.finish();
    linesEnded(known);
  }

  private void linesEnded(int known) {
    int count = lines.lines();
    while (endedIn.length < count) {
      startedIn = Arrays.copyOf(startedIn, startedIn.length * 2);
      endedIn = Arrays.copyOf(endedIn, endedIn.length * 2);
    }
    for (int i = known; i < count; i++) {
      events |= SseFraming.isField(lines.bytes(), lines.start(i), lines.end(i));
      startedIn[i] = pendingSince;
      endedIn[i] = reads - 1;
      pendingSince = reads - 1;
      if (isProgress(i)) {
        tokens = true;
        lastToken = returns[reads - 1];
      }
    }
  }

  /** A server that hangs after {@code [DONE]} may have written no end of its line either. */
  private void lastWordWithoutLineEnd() {
    int pending = lines.pending();
    if (events && pending > 0 && pending <= LONGEST_LAST_WORD) {
      int to = lines.length();
      int from = SseFraming.payload(lines.bytes(), to - pending, to);
      if (from >= 0 && SseFraming.last(lines.bytes(), from, to)) {
        lastWord = true;
        lastToken = returns[reads - 1];
      }
    }
  }

  /** Text, an end, or what only a parser can judge; not role-only, empty or comment lines. */
  private boolean isProgress(int line) {
    int from = payload(line);
    if (from < 0) {
      return false;
    }
    if (!scanner.scan(lines.bytes(), from, lines.end(line))) {
      lastWord |= events && SseFraming.last(lines.bytes(), from, lines.end(line));
      return true;
    }
    lastWord |= !events && scanner.done();
    text |= scanner.carriesText();
    error |= scanner.error();
    return scanner.carriesText() || scanner.done() || scanner.error();
  }

  /** Where the payload of a line starts; negative where it has none. */
  int payload(int line) {
    int from = lines.start(line);
    int to = lines.end(line);
    int payload = events ? SseFraming.payload(lines.bytes(), from, to) : from;
    return payload < to ? payload : -1;
  }

  /** Whether there is such a line and it is data, so that it belongs to the event before it. */
  boolean continues(int line) {
    return line < lines.lines() && payload(line) > lines.start(line);
  }

  /** Whether the response came to its end as its framing has it. */
  @Override
  public boolean complete() {
    return body.isPresent() && body.get().complete();
  }

  /** Whether {@code [DONE]} or {@code done: true} has come, behind which an answer has nothing. */
  @Override
  public boolean ending() {
    return lastWord;
  }

  /** Whether the response is whole if the connection closes now. */
  boolean completeAtClose() {
    return body.isPresent() && body.get().completeAtClose();
  }

  /** Whether only the closing of the connection ended the last line, which so may be cut. */
  boolean openEnded() {
    return openEnded;
  }

  /** Whether the connection can carry another request: nothing came that was not asked for. */
  boolean reusable() {
    return complete() && !trailing && headers.head().map(Head::keepsAlive).orElse(false);
  }

  boolean anything() {
    return reads > 0;
  }

  /** Whether a token, or the end, has come. */
  boolean tokens() {
    return tokens;
  }

  /** Whether the server refused: by its status, or by an error in a stream before any text. */
  boolean refused() {
    return headers.head().map(head -> head.status() >= 400).orElse(false) || (error && !text);
  }

  /** When the last of them was seen. */
  long lastToken() {
    return lastToken;
  }

  Optional<Head> head() {
    return headers.head();
  }

  /** Whether the body is a stream of server-sent events, whatever its headers say. */
  boolean events() {
    return events;
  }

  LineFramer lines() {
    return lines;
  }

  /** The read that completed the headers. */
  int headRead() {
    return headRead;
  }

  /** The read that ended a line. */
  int readOf(int line) {
    return endedIn[line];
  }

  long arrival(int read) {
    return arrivals[read];
  }

  long returned(int read) {
    return returns[read];
  }

  /** Whether the read that ended a line brought bytes of another line too. */
  boolean shared(int line) {
    return (line > 0 && endedIn[line - 1] == endedIn[line] && !blank(line - 1)) || nextShares(line);
  }

  private boolean nextShares(int line) {
    for (int next = line + 1; next < lines.lines(); next++) {
      if (!blank(next)) {
        return startedIn[next] == endedIn[line];
      }
    }
    return lines.pending() > 0 && pendingSince == endedIn[line];
  }

  private boolean blank(int line) {
    return lines.start(line) == lines.end(line);
  }
}
