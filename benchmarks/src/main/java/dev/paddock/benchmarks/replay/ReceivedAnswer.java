package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.client.Exchange;
import dev.paddock.record.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What came of one request: its lines counted as their bytes come, and the first of them stamped.
 * That is the work which all clients of the suites share.
 *
 * <p>Used by one thread at a time; whoever waits for its end sees what another thread took.
 */
public final class ReceivedAnswer {
  private final Optional<ByteArrayOutputStream> kept;
  private Form form = Form.BODY;
  private long sent;
  private long first;
  private int lines;
  private byte last;

  /** What a client hands over. */
  private enum Form {
    BODY,
    WIRE,
    TEXT
  }

  private ReceivedAnswer(Optional<ByteArrayOutputStream> kept) {
    this.kept = kept;
  }

  /** One that only counts. */
  public static ReceivedAnswer counting() {
    return new ReceivedAnswer(Optional.empty());
  }

  /** One that keeps what comes too, so that it can be {@linkplain #verify verified}. */
  public static ReceivedAnswer keeping() {
    return new ReceivedAnswer(Optional.of(new ByteArrayOutputStream()));
  }

  /** So many of a kind. */
  public static ReceivedAnswer[] several(int count, Supplier<ReceivedAnswer> kind) {
    return Stream.generate(kind).limit(count).toArray(ReceivedAnswer[]::new);
  }

  /** Forgets what came before: the request leaves now. */
  public void begin() {
    kept.ifPresent(ByteArrayOutputStream::reset);
    lines = 0;
    last = 0;
    sent = System.nanoTime();
  }

  /** Takes the first {@code length} bytes of a body. */
  public void take(byte[] bytes, int length) {
    kept.ifPresent(all -> all.write(bytes, 0, length));
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        line();
      }
    }
  }

  /** Takes what is left in a buffer, which is part of a body. */
  public void take(ByteBuffer bytes) {
    kept.ifPresent(all -> all.writeBytes(copy(bytes)));
    while (bytes.hasRemaining()) {
      if (bytes.get() == '\n') {
        line();
      }
    }
  }

  /** The same where the buffer holds the bytes of the wire: only lines of JSON end in a brace. */
  void takeWire(ByteBuffer bytes) {
    form = Form.WIRE;
    kept.ifPresent(all -> all.writeBytes(copy(bytes)));
    while (bytes.hasRemaining()) {
      byte one = bytes.get();
      if (one == '\n' && last == '}') {
        line();
      }
      last = one;
    }
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  /** Takes a line without its end. */
  public void take(String line) {
    kept.ifPresent(all -> all.writeBytes((line + "\n").getBytes(UTF_8)));
    line();
  }

  /**
   * Takes what our own client brought: it has decoded it, and stamped each piece of text.
   *
   * @throws IOException where it brought no whole answer
   */
  public void take(Exchange exchange) throws IOException {
    if (exchange.outcome() != Outcome.OK) {
      throw new IOException(exchange.error().orElse("the answer is not whole"));
    }
    form = Form.TEXT;
    kept.ifPresent(all -> all.writeBytes(exchange.text().getBytes(UTF_8)));
    // The last line has no text, and so no stamp.
    lines = exchange.stamps().size() + 1;
    first = exchange.sent() + exchange.stamps().first() + exchange.delays().first();
  }

  private void line() {
    if (lines++ == 0) {
      first = System.nanoTime();
    }
  }

  /** How many lines have come. */
  public int lines() {
    return lines;
  }

  /** Nanoseconds from the request to the first line. */
  public long toFirst() {
    return first - sent;
  }

  /** When the first line was found, in {@link System#nanoTime()}. */
  public long firstAt() {
    return first;
  }

  /**
   * Compares what came with what was sent.
   *
   * @throws DisagreementException where a line is missing, or a byte is another
   */
  public void verify(String who, RecordedResponse sent) {
    if (lines != sent.lines()) {
      throw DisagreementException.misread(
          who, "the recorded answer", sent.lines() + " lines", lines + " lines");
    }
    if (kept.isPresent()) {
      String truth =
          switch (form) {
            case BODY -> new String(sent.body(), UTF_8);
            case WIRE -> new String(sent.wire(), UTF_8);
            case TEXT -> sent.text();
          };
      String answer = kept.get().toString(UTF_8);
      if (!answer.equals(truth)) {
        throw DisagreementException.misread(who, "the recorded answer", truth, answer);
      }
    }
  }
}
