package dev.paddock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
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
 * Suite {@code json-in}: what it costs to read one line of a stream.
 *
 * <p>Every parser does the same work: it says whether the line carries text, whether it is the
 * last, and, of the last one, all counts and durations. A rival is one more constant of {@link
 * Parser}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonIn implements JmhSuite {
  /** A power of two; enough lines that no branch predictor knows them by heart. */
  private static final int LINES = 256;

  @Param private Parser parser = Parser.OWN;
  @Param private Chunk chunk = Chunk.GENERATE;

  private LineReader reader = parser.reader();
  private byte[][] lines = {};
  private int next;
  private final Seen seen = new Seen();

  /** Who reads the line. */
  public enum Parser {
    /** The scanner of the client that measures. */
    OWN {
      @Override
      LineReader reader() {
        return new OwnLines();
      }
    },
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN {
      @Override
      LineReader reader() {
        return new OwnLines();
      }
    },
    /** Jackson, bound to records. */
    JACKSON_DATABIND {
      @Override
      LineReader reader() {
        return JacksonLines::bound;
      }
    },
    /** Jackson, token by token. */
    JACKSON_STREAMING {
      @Override
      LineReader reader() {
        return JacksonLines::streamed;
      }
    };

    abstract LineReader reader();
  }

  /** What kind of line is read. */
  public enum Chunk {
    /** A piece of text from {@code /api/generate}, about 110 bytes. */
    GENERATE {
      @Override
      List<RecordedLine> lines() {
        return RecordedLine.generate(LINES);
      }
    },
    /** A piece of text from {@code /api/chat}, about 140 bytes. */
    CHAT {
      @Override
      List<RecordedLine> lines() {
        return RecordedLine.chat(LINES);
      }
    },
    /** A last line with counts, durations and a context of about 2 KB. */
    LAST {
      @Override
      List<RecordedLine> lines() {
        return RecordedLine.last(LINES);
      }
    };

    abstract List<RecordedLine> lines();
  }

  @Override
  public String word() {
    return "json-in";
  }

  @Override
  public String question() {
    return "What does it cost to read one line of a stream, and does the parser matter?";
  }

  @Override
  public Matter matter() {
    return Matter.perToken("parser");
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("chunk", Level.all(Chunk.values()));
    factors.put("parser", Level.all(Parser.values()));
    List<Claim> claims = new ArrayList<>();
    for (Chunk chunk : Chunk.values()) {
      claims.add(
          new Claim(
              "AA" + (claims.size() + 1),
              "the same scanner twice shows no difference on a line of kind " + Level.of(chunk),
              "equivalent",
              5,
              variant(Parser.OWN_AGAIN, chunk),
              variant(Parser.OWN, chunk)));
    }
    for (Chunk chunk : Chunk.values()) {
      for (Parser rival : EnumSet.complementOf(EnumSet.of(Parser.OWN, Parser.OWN_AGAIN))) {
        claims.add(
            new Claim(
                "H" + (claims.size() + 1 - Chunk.values().length),
                "the client's own scanner takes less time than %s on a line of kind %s"
                    .formatted(Level.of(rival), Level.of(chunk)),
                "lower",
                5,
                variant(Parser.OWN, chunk),
                variant(rival, chunk)));
      }
    }
    return new Variants(
        factors,
        List.of(),
        List.of(),
        variant(Parser.OWN, Chunk.GENERATE),
        Variants.OF_JMH,
        claims);
  }

  private static Map<String, String> variant(Parser parser, Chunk chunk) {
    return Map.of("parser", Level.of(parser), "chunk", Level.of(chunk));
  }

  /** Makes the lines, and refuses to time a parser that misreads one of them. */
  @Setup
  public void setup() {
    List<RecordedLine> recorded = chunk.lines();
    reader = parser.reader();
    check(parser.name(), reader, recorded);
    lines = recorded.stream().map(RecordedLine::bytes).toArray(byte[][]::new);
  }

  /** Reads one line. */
  @Benchmark
  public Seen read() throws IOException {
    reader.read(lines[next++ & (LINES - 1)], seen);
    return seen;
  }

  /** Lets every parser read every kind of line. */
  @Override
  public void check() {
    for (Chunk chunk : Chunk.values()) {
      List<RecordedLine> recorded = chunk.lines();
      for (Parser parser : Parser.values()) {
        check(parser.name(), parser.reader(), recorded);
      }
    }
  }

  /**
   * Compares what a reader sees with what the lines say.
   *
   * @throws DisagreementException at the first line that it misreads
   */
  static void check(String name, LineReader reader, List<RecordedLine> recorded) {
    for (RecordedLine line : recorded) {
      Seen answer = new Seen();
      try {
        reader.read(line.bytes(), answer);
      } catch (IOException e) {
        throw DisagreementException.unreadable(name, line.text(), e);
      }
      if (!answer.equals(line.truth())) {
        throw DisagreementException.misread(name, line.text(), line.truth(), answer);
      }
    }
  }
}
