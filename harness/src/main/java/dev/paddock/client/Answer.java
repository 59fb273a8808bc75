package dev.paddock.client;

import dev.paddock.client.decode.ChunkScanner;
import dev.paddock.client.decode.Fact;
import dev.paddock.client.decode.ServerAccount;
import dev.paddock.client.decode.ServerWords;
import dev.paddock.client.frame.Excerpt;
import dev.paddock.client.frame.Head;
import dev.paddock.client.frame.LineFramer;
import dev.paddock.client.frame.SseFraming;
import dev.paddock.record.Outcome;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The decoding of a response, once nothing waits for the clock any more: which lines were tokens,
 * what they say, and whether the answer is whole.
 */
final class Answer {
  private final Protocol protocol;
  private final Reception reception;
  private final long sent;
  private final boolean kernel;
  private final ChunkScanner scanner = new ChunkScanner();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private long[] stamps = new long[128];
  private long[] delays = new long[128];
  private int chunks;
  private int shared;
  private OptionalLong firstAnswer = OptionalLong.empty();
  private OptionalLong done = OptionalLong.empty();
  private boolean finished;
  private boolean lastWord;
  private boolean document;
  private Optional<String> error = Optional.empty();
  private Optional<String> garbage = Optional.empty();
  private Optional<String> foreign = Optional.empty();
  private Optional<String> halfDone = Optional.empty();
  private boolean cut;
  private OptionalInt vectors = OptionalInt.empty();
  private ServerAccount figures = ServerAccount.NONE;

  private Answer(Protocol protocol, Reception reception, long sent, StampClock clock) {
    this.protocol = protocol;
    this.reception = reception;
    this.sent = sent;
    this.kernel = clock == StampClock.KERNEL;
  }

  /** Decodes what has come; all times become nanoseconds after {@code sent}. */
  static Answer of(Protocol protocol, Reception reception, long sent, StampClock clock) {
    Answer answer = new Answer(protocol, reception, sent, clock);
    if (reception.head().map(Head::status).orElse(0) == 200) {
      answer.decode();
    }
    return answer;
  }

  private void decode() {
    LineFramer lines = reception.lines();
    if (!reception.events() && wholeBody()) {
      return;
    }
    boolean errorEvent = false;
    for (int line = 0; line < lines.lines(); line++) {
      int start = lines.start(line);
      int end = lines.end(line);
      int payload = reception.payload(line);
      if (payload >= 0) {
        line = payload(line, payload, end, errorEvent);
      } else {
        errorEvent =
            end > start && (errorEvent || SseFraming.namesError(lines.bytes(), start, end));
        if (foreign.isEmpty() && SseFraming.isForeign(lines.bytes(), start, end)) {
          foreign = Optional.of(Excerpt.of(lines.bytes(), start, end));
        }
      }
    }
    if (!finished && !reception.events()) {
      halfDone = lastLine().flatMap(Fact::doneReason);
    }
  }

  /** What stands in the last line that is not blank. */
  private Optional<Fact> lastLine() {
    LineFramer lines = reception.lines();
    for (int line = lines.lines() - 1; line >= 0; line--) {
      if (reception.payload(line) >= 0) {
        return Fact.of(lines.bytes(), lines.start(line), lines.end(line));
      }
    }
    return Optional.empty();
  }

  /** Whether the body is one JSON object over several lines, as an answer that is not streamed. */
  private boolean wholeBody() {
    LineFramer lines = reception.lines();
    if (lines.lines() < 2 || Fact.of(lines.bytes(), lines.start(0), lines.end(0)).isPresent()) {
      return false;
    }
    Optional<Fact> whole = fact(lines.bytes(), 0, lines.length());
    whole.ifPresent(fact -> chunk(lines.lines() - 1, fact));
    return whole.isPresent();
  }

  /** Decodes a payload; returns its last line. */
  private int payload(int line, int from, int to, boolean errorEvent) {
    byte[] bytes = reception.lines().bytes();
    if (reception.events() && SseFraming.last(bytes, from, to)) {
      finish(line);
      lastWord = true;
      return line;
    }
    if (errorEvent) {
      fail(ServerWords.of(bytes, from, to));
      return line;
    }
    if (!protocol.embeds() && scanner.scan(bytes, from, to)) {
      chunk(line, from, to);
      return line;
    }
    Optional<Fact> fact = fact(bytes, from, to);
    int last = line;
    if (fact.isEmpty() && reception.events()) {
      // Data lines in a row are one event; few servers write more than one, and none so far a
      // token that way, so this is tried only where a line alone is no JSON.
      byte[] event = Arrays.copyOfRange(bytes, from, to);
      while (fact.isEmpty() && reception.continues(last + 1)) {
        last++;
        event = joined(event, reception.payload(last), reception.lines().end(last));
        fact = Fact.of(event, 0, event.length);
      }
    }
    if (fact.isPresent()) {
      chunk(last, fact.get());
      return last;
    }
    if (garbage.isEmpty()) {
      garbage = Optional.of(Excerpt.of(bytes, from, to));
      cut =
          reception.openEnded()
              && line == reception.lines().lines() - 1
              && (bytes[from] == '{' || bytes[from] == '[');
    }
    return line;
  }

  private Optional<Fact> fact(byte[] bytes, int from, int to) {
    return protocol.embeds() ? Fact.ofVectors(bytes, from, to) : Fact.of(bytes, from, to);
  }

  private byte[] joined(byte[] event, int from, int to) {
    byte[] joined = Arrays.copyOf(event, event.length + 1 + to - from);
    joined[event.length] = '\n';
    System.arraycopy(reception.lines().bytes(), from, joined, event.length + 1, to - from);
    return joined;
  }

  private void chunk(int line, int from, int to) {
    scanner.appendAnswer(text);
    token(line, scanner.carriesText(), scanner.answer() || scanner.calls());
    if (scanner.done() || scanner.usage() || scanner.error() || scanner.foreign()) {
      Fact.of(reception.lines().bytes(), from, to).ifPresent(fact -> last(line, fact));
    }
  }

  private void chunk(int line, Fact fact) {
    String answer = fact.answer();
    String refused = fact.refusal();
    text.append(answer);
    refusal.append(refused);
    boolean answers = !answer.isEmpty() || !refused.isEmpty() || fact.calls();
    token(line, answers || fact.thinking(), answers);
    last(line, fact);
  }

  private void last(int line, Fact fact) {
    fact.error().ifPresent(this::fail);
    if (fact.done() || (fact.usage() && finished)) {
      finish(line);
      // Ollama's own last word; of OpenAI's API [DONE] is the last, and usage may be missing.
      lastWord |= fact.json().path("done").asBoolean();
    }
    document |= fact.document();
    fact.vectors()
        .ifPresent(
            came -> {
              vectors = OptionalInt.of(came);
              finish(line);
              lastWord = true;
            });
    figures = figures.and(fact, chunks > 0);
  }

  private void token(int line, boolean carriesText, boolean answer) {
    if (!carriesText) {
      return;
    }
    // Some servers give a finish reason with their first chunk: what text follows was no end.
    finished = false;
    done = OptionalLong.empty();
    if (chunks == stamps.length) {
      stamps = Arrays.copyOf(stamps, chunks * 2);
      delays = Arrays.copyOf(delays, chunks * 2);
    }
    stamps[chunks] = at(reception.readOf(line));
    delays[chunks] = delay(reception.readOf(line));
    if (answer && firstAnswer.isEmpty()) {
      firstAnswer = OptionalLong.of(stamps[chunks]);
    }
    chunks++;
    if (reception.shared(line)) {
      shared++;
    }
  }

  private void finish(int line) {
    finished = true;
    done = OptionalLong.of(at(reception.readOf(line)));
  }

  private void fail(String words) {
    if (error.isEmpty()) {
      error = Optional.of(words);
    }
  }

  private long at(int read) {
    return (kernel ? reception.arrival(read) : reception.returned(read)) - sent;
  }

  private long delay(int read) {
    return kernel ? reception.returned(read) - reception.arrival(read) : 0;
  }

  Exchange exchange(Ending wire) {
    Ending ending = verdict().ending(protocol, wire);
    Optional<Head> head = reception.head();
    return new Exchange(
        sent,
        head.isPresent() ? OptionalLong.of(at(reception.headRead())) : OptionalLong.empty(),
        Stamps.of(Arrays.copyOf(stamps, chunks)),
        Stamps.of(Arrays.copyOf(delays, chunks)),
        shared,
        kernel ? StampClock.KERNEL : StampClock.USER,
        firstAnswer,
        done,
        ending.outcome(),
        ending.outcome() == Outcome.OK ? Optional.empty() : Optional.of(ending.words()),
        head.isPresent() ? OptionalInt.of(head.get().status()) : OptionalInt.empty(),
        figures.promptTokens(),
        figures.cachedTokens(),
        vectors.isPresent() ? OptionalInt.empty() : figures.outputTokens(),
        // Ollama's times of an embedding have no parts: what is missing would look like a wait.
        vectors.isPresent() ? Optional.empty() : figures.server(),
        text.toString() + refusal,
        figures.doneReason(),
        inOnePiece(),
        vectors);
  }

  /**
   * Whether the text came all at once although there is more than a token of it, so that its
   * arrival is the answer's end and no first token.
   */
  private boolean inOnePiece() {
    return chunks == 1
        ? figures.outputTokens().orElse(document ? 2 : 1) > 1
        : Burst.is(stamps, chunks, figures.server().map(ServerTimes::decode));
  }

  private WholeAnswer verdict() {
    return new WholeAnswer(
        reception,
        chunks,
        finished,
        lastWord,
        error,
        garbage,
        foreign,
        cut,
        halfDone,
        text.isEmpty() ? refusal.toString() : "",
        vectors,
        figures);
  }
}
