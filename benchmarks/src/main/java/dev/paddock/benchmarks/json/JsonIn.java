package dev.paddock.benchmarks.json;

import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.VariantConditions;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.benchmarks.wire.LineContent;
import dev.paddock.benchmarks.wire.RecordedLine;
import dev.paddock.client.frame.SseFraming;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
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
 * <p>Every parser does the same work, which is a client's: it adds the line's text to the answer
 * and says whether the line is the last, of the last one all counts and durations, and of a tool
 * call its name and arguments. A line comes as bytes, its end taken off; of a server-sent event the
 * parser is told where its data begins. A rival is one more constant of {@link Parser}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonIn implements JmhSuite {
  /** 70 variants, so each has fewer forks and shorter iterations than in other suites. */
  static final Effort MANY = new Effort(5, 7, 4, Duration.ofMillis(150));

  /** Libraries need longer than others until they are compiled. */
  static final Effort LOOK = new Effort(1, 6, 3, Duration.ofMillis(150));

  /** A power of two; enough lines that no branch predictor knows them by heart. */
  private static final int LINES = 256;

  private static final String PARSER = "parser";
  private static final String CHUNK = "chunk";

  @Param private Parser parser = Parser.OWN;
  @Param private Chunk chunk = Chunk.GENERATE;

  private LineReader reader = (line, from, content) -> {};
  private byte[][] lines = {};
  private boolean events;
  private int next;
  private final LineContent content = new LineContent();

  /** Who reads the line. */
  @SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
  public enum Parser {
    /** The scanner of the client that measures. */
    OWN(type -> new OwnLines()),
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN(type -> new OwnLines()),
    /** Jackson 2, bound to records. */
    JACKSON2_DATABIND(type -> LineReader.by(Bindings.jackson2(type))),
    /** The same with generated accessors. */
    JACKSON2_BLACKBIRD(type -> LineReader.by(Bindings.jackson2(type, new BlackbirdModule()))),
    /** Jackson 2, token by token. */
    JACKSON2_STREAMING(type -> new Jackson2Tokens()),
    /** Jackson 3, bound to records. */
    JACKSON3_DATABIND(type -> LineReader.by(Bindings.jackson3(type))),
    /** The same with generated accessors. */
    JACKSON3_BLACKBIRD(
        type ->
            LineReader.by(
                Bindings.jackson3(type, new tools.jackson.module.blackbird.BlackbirdModule()))),
    /** Jackson 3, token by token. */
    JACKSON3_STREAMING(type -> new Jackson3Tokens()),
    /** fastjson2, bound to records. */
    FASTJSON2(type -> LineReader.by(Bindings.fastjson2(type))),
    /** dsl-json, bound to records at run time. */
    DSL_JSON(type -> LineReader.by(Bindings.dslJson(type))),
    /** simdjson-java, as a tree. */
    SIMDJSON(type -> new SimdjsonTree()),
    /** jsoniter, member by member. */
    JSONITER(type -> new JsoniterTokens()),
    /** Gson, bound to records. */
    GSON(type -> LineReader.by(Bindings.gson(type))),
    /** Moshi, bound to records. */
    MOSHI(type -> LineReader.by(Bindings.moshi(type)));

    private final Function<Class<? extends BoundLine>, LineReader> reader;

    Parser(Function<Class<? extends BoundLine>, LineReader> reader) {
      this.reader = reader;
    }

    /** A new reader of lines of this type. */
    LineReader reader(Class<? extends BoundLine> type) {
      return reader.apply(type);
    }
  }

  /** What kind of line is read. */
  @SuppressWarnings("ImmutableEnumChecker") // method references
  public enum Chunk {
    /** A piece of text from {@code /api/generate}, about 110 bytes. */
    GENERATE(OllamaLine.class, RecordedLine::generate),
    /** A piece of text from {@code /api/chat}, about 140 bytes. */
    CHAT(OllamaLine.class, RecordedLine::chat),
    /** A last line with counts, durations and a context of about 2 KB. */
    LAST(OllamaLine.class, RecordedLine::last),
    /** A server-sent event of {@code /v1/chat/completions}, about 240 bytes. */
    OPENAI(OpenAiLine.class, RecordedLine::openAi),
    /** A call of a tool from {@code /api/chat}, about 240 bytes. */
    TOOL_CALL(OllamaLine.class, RecordedLine::toolCall);

    private final Class<? extends BoundLine> type;
    private final IntFunction<List<RecordedLine>> lines;

    Chunk(Class<? extends BoundLine> type, IntFunction<List<RecordedLine>> lines) {
      this.type = type;
      this.lines = lines;
    }

    Class<? extends BoundLine> type() {
      return type;
    }

    /** So many different lines of this kind. */
    List<RecordedLine> lines(int count) {
      return lines.apply(count);
    }
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
  public String kept() {
    return """
    The harness keeps its scanner all the same: while an answer comes it only scans, which \
    allocates nothing, so that no collection falls into a measurement; texts are decoded, and the \
    last line is parsed by Jackson, when the answer is over. The last column says how little a \
    faster parser would save.\
    """;
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken(PARSER);
  }

  @Override
  public Effort effort(boolean full) {
    return full ? MANY : LOOK;
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put(CHUNK, Level.all(Chunk.values()));
    factors.put(PARSER, Level.all(Parser.values()));
    return new Variants(
        factors,
        List.of(),
        List.of(
            VariantConditions.oneOf(CHUNK, Chunk.GENERATE),
            VariantConditions.oneOf(
                PARSER,
                Parser.OWN,
                Parser.OWN_AGAIN,
                Parser.JACKSON2_DATABIND,
                Parser.JACKSON3_DATABIND,
                Parser.FASTJSON2,
                Parser.DSL_JSON)),
        variant(Parser.OWN, Chunk.GENERATE),
        Variants.OF_JMH,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (Chunk chunk : Chunk.values()) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same scanner twice shows no difference on a line of kind " + Level.of(chunk),
              "equivalent",
              5,
              variant(Parser.OWN_AGAIN, chunk),
              variant(Parser.OWN, chunk)));
    }
    int before = hypotheses.size();
    for (Chunk chunk : Chunk.values()) {
      hypotheses.add(faster(hypotheses.size() - before + 1, Parser.OWN, Parser.FASTJSON2, chunk));
    }
    Parser[][] said = {
      {Parser.JACKSON2_STREAMING, Parser.JACKSON2_DATABIND},
      {Parser.JACKSON2_BLACKBIRD, Parser.JACKSON2_DATABIND},
      {Parser.JACKSON3_BLACKBIRD, Parser.JACKSON3_DATABIND},
      {Parser.JACKSON3_DATABIND, Parser.JACKSON2_DATABIND},
      {Parser.FASTJSON2, Parser.JACKSON2_DATABIND},
      {Parser.DSL_JSON, Parser.FASTJSON2},
      {Parser.JACKSON2_DATABIND, Parser.GSON},
      {Parser.MOSHI, Parser.GSON},
      {Parser.JSONITER, Parser.JACKSON2_DATABIND},
    };
    for (Parser[] pair : said) {
      hypotheses.add(faster(hypotheses.size() - before + 1, pair[0], pair[1], Chunk.GENERATE));
    }
    hypotheses.add(
        faster(
            hypotheses.size() - before + 1, Parser.SIMDJSON, Parser.JACKSON2_DATABIND, Chunk.LAST));
    return hypotheses;
  }

  private static SuiteHypothesis faster(int number, Parser one, Parser other, Chunk chunk) {
    return new SuiteHypothesis(
        "H" + number,
        "%s takes less time than %s on a line of kind %s"
            .formatted(Level.of(one), Level.of(other), Level.of(chunk)),
        "lower",
        5,
        variant(one, chunk),
        variant(other, chunk));
  }

  private static Map<String, String> variant(Parser parser, Chunk chunk) {
    return Map.of(PARSER, Level.of(parser), CHUNK, Level.of(chunk));
  }

  /** Makes the lines, and refuses to time a parser that misreads one of them. */
  @Setup
  public void setup() {
    List<RecordedLine> recorded = chunk.lines(LINES);
    reader = parser.reader(chunk.type());
    check(parser.name(), reader, recorded);
    lines = recorded.stream().map(RecordedLine::bytes).toArray(byte[][]::new);
    events = lines[0][0] != '{';
  }

  /** Reads one line. */
  @Benchmark
  public LineContent read() throws IOException {
    byte[] line = lines[next++ & (LINES - 1)];
    content.clear();
    reader.read(line, events ? SseFraming.payload(line, 0, line.length) : 0, content);
    return content;
  }

  /** Lets every parser read every kind of line. */
  @Override
  public void check() {
    for (Chunk chunk : Chunk.values()) {
      List<RecordedLine> recorded = chunk.lines(LINES);
      for (Parser parser : Parser.values()) {
        check(parser.name(), parser.reader(chunk.type()), recorded);
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
      LineContent answer = new LineContent();
      byte[] bytes = line.bytes();
      try {
        reader.read(bytes, SseFraming.payload(bytes, 0, bytes.length), answer);
      } catch (IOException | RuntimeException e) {
        throw DisagreementException.unreadable(name, line.text(), e);
      }
      if (!answer.equals(line.truth())) {
        throw DisagreementException.misread(name, line.text(), line.truth(), answer);
      }
    }
  }
}
