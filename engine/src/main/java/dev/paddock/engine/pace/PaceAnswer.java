package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paddock.engine.AnswerCounts;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** One answer of the reference server, from its slot to its last byte. */
final class PaceAnswer {
  private static final int LONG = 1 << 20;

  /** Nothing is loaded, but a zero would be left out of the answer. */
  static final long LOAD = 1;

  /** Puts the two halves of a character into two segments. */
  private static final long BETWEEN_HALVES = 2_000_000;

  private final Pace pace;
  private final PaceRequest request;
  private final PaceText text;
  private final Optional<PaceMemory.Slot> slot;
  private final OptionalInt cached;
  private final PaceWire wire;
  private final PaceLog log;
  private final PaceAlarm alarm;
  private final PaceWords words;
  private final int tokens;
  private final long received;
  private final long[] stamps;
  private int stamped;
  private int said;
  private long firstWrite;
  private long done;

  /**
   * An answer that has its slot.
   *
   * @param slot that remembers; empty where there is no cache
   */
  PaceAnswer(
      Pace pace,
      PaceRequest request,
      PaceText text,
      Optional<PaceMemory.Slot> slot,
      PaceWire wire,
      PaceLog log,
      PaceAlarm alarm,
      long received) {
    this.pace = pace;
    this.request = request;
    this.text = text;
    this.slot = slot;
    this.cached =
        slot.isPresent() ? OptionalInt.of(request.cached(slot.get().words())) : OptionalInt.empty();
    this.wire = wire;
    this.log = log;
    this.alarm = alarm;
    this.received = received;
    this.words = new PaceWords(request, pace, cached, Instant.now());
    this.tokens = text.tokens();
    this.stamps = new long[tokens];
  }

  /**
   * Answers.
   *
   * @param epoch when the server started
   * @param start when the answer got its slot; when the request had come, if it did not wait for
   *     one
   * @return whether the connection can be used again
   */
  boolean run(long epoch, long start) throws IOException {
    alarm.begin();
    int read = request.promptTokens() - cached.orElse(0);
    PaceSchedule schedule =
        new PaceSchedule(pace, start - epoch, read, tokens, request.id().orElse(received));
    try {
      return request.stream() ? stream(schedule, epoch, start) : whole(schedule, epoch, start);
    } finally {
      alarm.end();
      remember();
    }
  }

  /** What is to be written down of it. */
  PaceLog.Entry entry() {
    return new PaceLog.Entry(
        request.id(), received, firstWrite, Arrays.copyOf(stamps, stamped), done, cached);
  }

  /**
   * Leaves in its slot's memory what it has processed, the prompt and as much of the answer as came
   * about. To be called before the client can know that the answer has ended: its next request may
   * go on from there, and comes soon.
   */
  private void remember() {
    slot.ifPresent(taken -> taken.giveBack(request.with(text.said(said))));
  }

  private boolean whole(PaceSchedule schedule, long epoch, long start) throws IOException {
    StringBuilder whole = new StringBuilder();
    long first = 0;
    for (int token = 1; token <= tokens; token++) {
      long due = epoch + schedule.nextLong();
      first = token == 1 ? due : first;
      whole.append(text.written(token));
      alarm.await(due);
      said++;
    }
    done = System.nanoTime();
    byte[] body =
        words.whole(whole.toString(), text.reason(), done - received, LOAD, tally(start, first));
    remember();
    wire.whole(200, PaceWire.JSON, body, false);
    firstWrite = done;
    return true;
  }

  private boolean stream(PaceSchedule schedule, long epoch, long start) throws IOException {
    boolean trailer = pace.has(PaceFault.Kind.TRAILERS);
    wire.begin(request.form().events(), trailer);
    if (pace.has(PaceFault.Kind.ROLE_ONLY)) {
      send(words.roleOnly());
    }
    if (pace.has(PaceFault.Kind.EMPTY_FIRST)) {
      send(words.piece("", false));
    }
    for (int token = 1; token <= tokens; token++) {
      token(token, epoch + schedule.nextLong());
      if (strikes(PaceFault.Kind.RESET, token)) {
        remember();
        wire.reset();
        return false;
      }
      if (strikes(PaceFault.Kind.CLOSE_EARLY, token)) {
        return false;
      }
      if (strikes(PaceFault.Kind.GARBAGE, token)) {
        send(words.garbage());
      }
      if (strikes(PaceFault.Kind.ERROR_AMID, token)) {
        lay(words.error());
        wire.end(trailer);
        remember();
        wire.send();
        return true;
      }
    }
    remember();
    if (!pace.has(PaceFault.Kind.NO_DONE)) {
      long now = System.nanoTime();
      lay(words.end(text.reason(), now - received, LOAD, tally(start, stamps[0])));
    }
    wire.end(trailer);
    long left = wire.send();
    done = pace.has(PaceFault.Kind.NO_DONE) ? 0 : left;
    return true;
  }

  private void token(int token, long due) throws IOException {
    boolean thinking =
        pace.fault(PaceFault.Kind.THINKING)
            .filter(fault -> token <= fault.token(tokens))
            .isPresent();
    String written = text.written(token);
    if (strikes(PaceFault.Kind.LONG_LINE, token)) {
      written = written + "-".repeat(LONG);
    }
    if (strikes(PaceFault.Kind.SPLIT_UTF8, token)) {
      byte[] line = words.piece(written + "é", thinking);
      int cut = new String(line, UTF_8).indexOf("é") + 1;
      wire.chunk(line, 0, cut);
      alarm.await(due);
      first(wire.send());
      LockSupport.parkNanos(BETWEEN_HALVES);
      wire.chunk(line, cut, line.length);
    } else {
      lay(words.piece(written, thinking));
      alarm.await(due);
    }
    stamps[stamped] = wire.send();
    first(stamps[stamped]);
    log.late(stamps[stamped] - due);
    stamped++;
    said++;
  }

  private boolean strikes(PaceFault.Kind kind, int token) {
    return pace.strikes(kind, token, tokens);
  }

  private void lay(byte[] line) {
    wire.chunk(line, 0, line.length);
  }

  private void send(byte[] line) throws IOException {
    lay(line);
    first(wire.send());
  }

  private void first(long stamp) {
    firstWrite = firstWrite == 0 ? stamp : firstWrite;
  }

  private AnswerCounts tally(long start, long first) {
    return new AnswerCounts(
        request.promptTokens(), first - start, tokens, Math.max(1, System.nanoTime() - first));
  }
}
