package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.VariantConditions;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.benchmarks.wire.RecordedLine;
import dev.paddock.benchmarks.wire.RecordedStream;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Suite {@code stream-buffers}: what it costs to find the lines of a token stream, by the size of
 * the buffer that is read into, by what comes together, and by what finds them.
 *
 * <p>Every framer does the same work: it takes the bytes of a chunked body apart into lines and
 * keeps them, each as what a parser of its kind takes. An operation is one of {@value #TOKENS}
 * tokens; until the first line, it is that line. A rival is one more constant of {@link Framer}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBuffers implements JmhSuite {
  static final int TOKENS = 1024;

  /** The levels of {@code bench.buffer}, in bytes. */
  static final List<Integer> BUFFERS = List.of(256, 2048, 4096, 8192, 16_384, 65_536);

  /** What the JDK's own classes read with; rivals are compared at this size. */
  static final int CONTROL = 8192;

  private static final String FRAMER = "framer";
  private static final String BUFFER = "buffer";
  private static final String ARRIVAL = "arrival";
  private static final String CHUNK = "chunk";
  private static final String UNTIL = "until";

  @Param private Framer framer = Framer.OWN;

  @Param({"256", "2048", "4096", "8192", "16384", "65536"})
  private int buffer = CONTROL;

  @Param private Arrival arrival = Arrival.CHUNK_BY_CHUNK;
  @Param private Chunk chunk = Chunk.LINE;
  @Param private Until until = Until.ANSWER;

  private StreamFramer adapter = new OwnFramer();
  private RecordedStream.Replay body = RecordedStream.of(0).replay(1);
  private byte[] room = {};

  @Override
  public String word() {
    return "stream-buffers";
  }

  @Override
  public String question() {
    return "What does it cost to find the lines of a token stream, and does the read buffer"
        + " matter?";
  }

  @Override
  public String kept() {
    return "The harness keeps its own framing: a line must keep the time of the read that brought"
        + " it, which readers of text lose.";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken(BUFFER);
  }

  @Override
  public double operations(Map<String, String> levels) {
    return Until.valueOf(Level.constant(levels.getOrDefault(UNTIL, Level.of(Until.ANSWER))))
        .operations();
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put(UNTIL, Level.all(Until.values()));
    factors.put(ARRIVAL, Level.all(Arrival.values()));
    factors.put(CHUNK, Level.all(Chunk.values()));
    factors.put(FRAMER, Level.all(Framer.values()));
    factors.put(BUFFER, BUFFERS.stream().map(size -> Integer.toString(size)).toList());
    String control = Integer.toString(CONTROL);
    return new Variants(
        factors,
        List.of(
            // Rivals at one size: theirs are the same reads.
            VariantConditions.oneOf(FRAMER, Framer.OWN)
                + " or "
                + VariantConditions.oneOf(BUFFER, control),
            // Until the first line, what comes together is one chunk or all.
            VariantConditions.oneOf(UNTIL, Until.ANSWER)
                + " or "
                + VariantConditions.oneOf(ARRIVAL, Arrival.CHUNK_BY_CHUNK, Arrival.FULL_BUFFERS),
            VariantConditions.oneOf(UNTIL, Until.ANSWER)
                + " or not "
                + VariantConditions.oneOf(FRAMER, Framer.OWN_AGAIN),
            // Larger chunks where they come one by one, at three sizes.
            VariantConditions.oneOf(CHUNK, Chunk.LINE)
                + " or ("
                + VariantConditions.oneOf(UNTIL, Until.ANSWER)
                + " and "
                + VariantConditions.oneOf(ARRIVAL, Arrival.CHUNK_BY_CHUNK)
                + " and "
                + VariantConditions.oneOf(BUFFER, "256", control, "65536")
                + " and not "
                + VariantConditions.oneOf(FRAMER, Framer.OWN_AGAIN)
                + ")"),
        List.of(
            VariantConditions.oneOf(CHUNK, Chunk.LINE),
            VariantConditions.oneOf(UNTIL, Until.ANSWER),
            VariantConditions.oneOf(ARRIVAL, Arrival.CHUNK_BY_CHUNK),
            VariantConditions.oneOf(BUFFER, control, "65536")),
        variant(Arrival.CHUNK_BY_CHUNK, CONTROL, Framer.OWN, Chunk.LINE, Until.ANSWER),
        Variants.OF_JMH,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (Arrival arrival : Arrival.values()) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same framer twice shows no difference, " + arrival.words(),
              "equivalent",
              5,
              answer(arrival, CONTROL, Framer.OWN_AGAIN),
              answer(arrival, CONTROL, Framer.OWN)));
    }
    hypotheses.add(
        hypothesis(
            "H1",
            "the first line is there after as long with 64 KB as with 2 KB, where chunks come"
                + " alone",
            "equivalent",
            first(Arrival.CHUNK_BY_CHUNK, 65_536),
            first(Arrival.CHUNK_BY_CHUNK, 2048)));
    hypotheses.add(
        hypothesis(
            "H2",
            "the first line is there later with 64 KB than with 2 KB, where the buffer is full",
            "higher",
            first(Arrival.FULL_BUFFERS, 65_536),
            first(Arrival.FULL_BUFFERS, 2048)));
    hypotheses.add(
        hypothesis(
            "H3",
            "a token costs less with 64 KB than with 2 KB, full buffers",
            "lower",
            answer(Arrival.FULL_BUFFERS, 65_536, Framer.OWN),
            answer(Arrival.FULL_BUFFERS, 2048, Framer.OWN)));
    hypotheses.add(
        hypothesis(
            "H4",
            "a token costs as much with 64 KB as with 2 KB, where chunks come alone",
            "equivalent",
            answer(Arrival.CHUNK_BY_CHUNK, 65_536, Framer.OWN),
            answer(Arrival.CHUNK_BY_CHUNK, 2048, Framer.OWN)));
    for (Framer rival : List.of(Framer.READ_LINE, Framer.BYTE_SCAN, Framer.OKIO)) {
      hypotheses.add(
          hypothesis(
              "H" + (hypotheses.size() + 1 - Arrival.values().length),
              "the client's own framing takes less time than " + Level.of(rival),
              "lower",
              answer(Arrival.CHUNK_BY_CHUNK, CONTROL, Framer.OWN),
              answer(Arrival.CHUNK_BY_CHUNK, CONTROL, rival)));
    }
    return hypotheses;
  }

  private static SuiteHypothesis hypothesis(
      String id,
      String words,
      String expect,
      Map<String, String> when,
      Map<String, String> versus) {
    return new SuiteHypothesis(id, words, expect, 10, when, versus);
  }

  private static Map<String, String> first(Arrival arrival, int buffer) {
    return variant(arrival, buffer, Framer.OWN, Chunk.LINE, Until.FIRST_LINE);
  }

  private static Map<String, String> answer(Arrival arrival, int buffer, Framer framer) {
    return variant(arrival, buffer, framer, Chunk.LINE, Until.ANSWER);
  }

  static Map<String, String> variant(
      Arrival arrival, int buffer, Framer framer, Chunk chunk, Until until) {
    return Map.of(
        ARRIVAL, Level.of(arrival),
        BUFFER, Integer.toString(buffer),
        FRAMER, Level.of(framer),
        CHUNK, Level.of(chunk),
        UNTIL, Level.of(until));
  }

  @Override
  public String beside(Summary summary, Path run) {
    return ProxyGuide.beside(summary, Chunk.LINE.stream(TOKENS));
  }

  /**
   * Makes the stream, and refuses to time a framer that loses a line of it.
   *
   * <p>The framer meets every size and arrival before it is compiled, as in a client: compiled for
   * chunks that never span two reads alone, our own took 40 % longer.
   */
  @Setup
  public void setup() {
    RecordedStream stream = chunk.stream(TOKENS);
    adapter = framer.adapter();
    check(framer, adapter, stream);
    body = arrival.of(stream);
    room = new byte[buffer];
  }

  /** Finds the lines of the stream. */
  @Benchmark
  public int frame() throws IOException {
    body.rewind();
    adapter.drain(body, room, until.wanted());
    return adapter.lines();
  }

  /** Lets every framer find the lines at every buffer size, however they come. */
  @Override
  public void check() {
    for (Chunk one : Chunk.values()) {
      for (Framer who : Framer.values()) {
        check(who, who.adapter(), one.stream(TOKENS));
      }
    }
  }

  private static void check(Framer who, StreamFramer adapter, RecordedStream stream) {
    for (Arrival how : Arrival.values()) {
      for (int size : BUFFERS) {
        check(
            "%s with %d bytes".formatted(who, size),
            adapter,
            stream,
            how.of(stream),
            new byte[size]);
      }
    }
  }

  /**
   * Compares the lines that a framer finds with those that were sent: the first of them where no
   * more are wanted, and then all.
   *
   * @throws DisagreementException at the first line that is not as it was sent
   */
  static void check(
      String name,
      StreamFramer framer,
      RecordedStream stream,
      RecordedStream.Replay body,
      byte[] buffer) {
    List<RecordedLine> sent = stream.lines();
    drain(name, framer, body, buffer, 1);
    if (framer.lines() < 1 || !framer.line(0).equals(sent.getFirst().text())) {
      throw DisagreementException.misread(
          name, "line 1 alone", sent.getFirst().text(), framer.lines() + " lines");
    }
    drain(name, framer, body, buffer, Integer.MAX_VALUE);
    if (framer.lines() != sent.size()) {
      throw DisagreementException.misread(
          name, "the recorded stream", sent.size() + " lines", framer.lines() + " lines");
    }
    for (int i = 0; i < sent.size(); i++) {
      if (!framer.line(i).equals(sent.get(i).text())) {
        throw DisagreementException.misread(
            name, "line " + (i + 1), sent.get(i).text(), framer.line(i));
      }
    }
  }

  private static void drain(
      String name, StreamFramer framer, RecordedStream.Replay body, byte[] buffer, int wanted) {
    try {
      body.rewind();
      framer.drain(body, buffer, wanted);
    } catch (IOException e) {
      throw DisagreementException.unreadable(name, "the recorded stream", e);
    }
  }
}
