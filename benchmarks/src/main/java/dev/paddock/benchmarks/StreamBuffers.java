package dev.paddock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Suite {@code stream-buffers}: what it costs to find the lines of a token stream, by the size of
 * the buffer that is read into.
 *
 * <p>An operation is a token of an answer of {@value #TOKENS} tokens. A rival is one more constant
 * of {@link Framer}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBuffers implements JmhSuite {
  static final int TOKENS = 1024;

  /** The levels of {@code bench.buffer}, in bytes. */
  static final List<Integer> BUFFERS = List.of(256, 1024, 4096, 16_384, 65_536);

  /** What most clients read with; every other size is compared with it. */
  private static final int CONTROL = 16_384;

  @Param private Framer framer = Framer.OWN;

  @Param({"256", "1024", "4096", "16384", "65536"})
  private int buffer = CONTROL;

  @Param private Arrival arrival = Arrival.CHUNK_BY_CHUNK;

  private final RecordedStream stream = RecordedStream.of(TOKENS);
  private StreamFramer adapter = framer.adapter();
  private RecordedStream.Replay body = arrival.of(stream);
  private byte[] room = {};

  /** Who finds the lines. */
  public enum Framer {
    /** The framing of the client that measures. */
    OWN {
      @Override
      StreamFramer adapter() {
        return new OwnFramer();
      }
    },
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN {
      @Override
      StreamFramer adapter() {
        return new OwnFramer();
      }
    };

    abstract StreamFramer adapter();
  }

  /** How much is there when the client reads. */
  public enum Arrival {
    /** The next token at most, as from a server that flushes each and a client that keeps up. */
    CHUNK_BY_CHUNK {
      @Override
      RecordedStream.Replay of(RecordedStream stream) {
        return stream.replay(true);
      }
    },
    /** As much as the buffer holds, as behind a proxy, or in a client that is late. */
    FULL_BUFFERS {
      @Override
      RecordedStream.Replay of(RecordedStream stream) {
        return stream.replay(false);
      }
    };

    abstract RecordedStream.Replay of(RecordedStream stream);
  }

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
  public Matter matter() {
    return Matter.perToken("buffer");
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("arrival", Level.all(Arrival.values()));
    factors.put("buffer", BUFFERS.stream().map(size -> Integer.toString(size)).toList());
    factors.put("framer", Level.all(Framer.values()));
    List<Claim> claims = new ArrayList<>();
    for (Arrival arrival : Arrival.values()) {
      claims.add(
          new Claim(
              "AA" + (claims.size() + 1),
              "the same framer twice shows no difference, " + words(arrival),
              "equivalent",
              5,
              variant(arrival, CONTROL, Framer.OWN_AGAIN),
              variant(arrival, CONTROL, Framer.OWN)));
    }
    for (Arrival arrival : Arrival.values()) {
      claims.add(
          new Claim(
              "H" + (claims.size() + 1 - Arrival.values().length),
              "64 KB are no faster than 4 KB, " + words(arrival),
              "equivalent",
              10,
              variant(arrival, 65_536, Framer.OWN),
              variant(arrival, 4096, Framer.OWN)));
    }
    return new Variants(
        factors,
        List.of("bench.framer != \"own-again\" or bench.buffer == \"%d\"".formatted(CONTROL)),
        List.of(),
        variant(Arrival.CHUNK_BY_CHUNK, CONTROL, Framer.OWN),
        Variants.OF_JMH,
        claims);
  }

  private static String words(Arrival arrival) {
    return switch (arrival) {
      case CHUNK_BY_CHUNK -> "a chunk a read";
      case FULL_BUFFERS -> "full buffers";
    };
  }

  private static Map<String, String> variant(Arrival arrival, int buffer, Framer framer) {
    return Map.of(
        "arrival", Level.of(arrival),
        "buffer", Integer.toString(buffer),
        "framer", Level.of(framer));
  }

  /** Makes the stream, and refuses to time a framer that loses a line of it. */
  @Setup
  public void setup() {
    adapter = framer.adapter();
    body = arrival.of(stream);
    room = new byte[buffer];
    check(framer.name(), adapter, stream, body, room);
  }

  /** Finds all lines of the stream. */
  @Benchmark
  @OperationsPerInvocation(TOKENS)
  public int frame() throws IOException {
    body.rewind();
    adapter.drain(body, room);
    return adapter.lines();
  }

  /** Lets every framer find the lines at every buffer size, however they come. */
  @Override
  public void check() {
    RecordedStream stream = RecordedStream.of(TOKENS);
    for (Framer framer : Framer.values()) {
      for (Arrival arrival : Arrival.values()) {
        for (int size : BUFFERS) {
          check(
              "%s with %d bytes".formatted(framer, size),
              framer.adapter(),
              stream,
              arrival.of(stream),
              new byte[size]);
        }
      }
    }
  }

  /**
   * Compares the lines that a framer finds with those that were sent.
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
    try {
      body.rewind();
      framer.drain(body, buffer);
    } catch (IOException e) {
      throw DisagreementException.unreadable(name, "the recorded stream", e);
    }
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
}
