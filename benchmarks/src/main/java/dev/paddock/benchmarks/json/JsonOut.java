package dev.paddock.benchmarks.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.VariantConditions;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Suite {@code json-out}: what it costs to write a request.
 *
 * <p>Every writer does the same work: it makes a request to {@code /api/generate} with a prompt and
 * four options into bytes of UTF-8, in an array that the next request does not touch. Members may
 * stand in any order and characters may be escaped or not, as long as it is the same JSON. A rival
 * is one more constant of {@link Writer}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonOut implements JmhSuite {
  private static final ObjectMapper READER = new ObjectMapper();

  /** A reader of an error wants no 64 KB. */
  private static final int LONGEST_SAID = 300;

  private static final String WRITER = "writer";
  private static final String PROMPT = "prompt";
  private static final String TEXT = "text";

  @Param private Writer writer = Writer.OWN;
  @Param private Prompt prompt = Prompt.KB1;
  @Param private PromptText text = PromptText.ASCII;

  private BodyWriter adapter = request -> new byte[0];
  private GenerateRequest[] requests = {};
  private int next;

  /** Who writes the request. */
  @SuppressWarnings("ImmutableEnumChecker") // method references
  public enum Writer {
    /** As the harness does before a trial begins. */
    OWN(BodyWriters::own),
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN(BodyWriters::own),
    /** Jackson 2, from records. */
    JACKSON2(BodyWriters::jackson2),
    /** Jackson 3, from records. */
    JACKSON3(BodyWriters::jackson3),
    /** fastjson2, from records. */
    FASTJSON2(BodyWriters::fastjson2),
    /** dsl-json, from records at run time. */
    DSL_JSON(BodyWriters::dslJson),
    /** jsoniter, member by member. */
    JSONITER(BodyWriters::jsoniter),
    /** Gson, from records. */
    GSON(BodyWriters::gson),
    /** Moshi, from records. */
    MOSHI(BodyWriters::moshi),
    /** Strings put together by hand, which breaks on control characters. */
    CONCATENATION(BodyWriters::concatenation);

    private final Supplier<BodyWriter> adapter;

    Writer(Supplier<BodyWriter> adapter) {
      this.adapter = adapter;
    }

    BodyWriter adapter() {
      return adapter.get();
    }
  }

  /** How long a prompt is, in bytes of UTF-8. */
  public enum Prompt {
    /** A question. */
    SHORT(64),
    /** A page. */
    KB1(1024),
    /** A file. */
    KB16(16 * 1024),
    /** A long document. */
    KB64(64 * 1024);

    /** All prompts of a variant take this much: as many as no branch predictor knows by heart. */
    private static final int TOGETHER = 1024 * 1024;

    private static final int MOST = 256;

    private final int size;

    Prompt(int size) {
      this.size = size;
    }

    /** How many different ones; a power of two. */
    int count() {
      return Math.min(MOST, TOGETHER / size);
    }

    List<String> of(PromptText text, int count) {
      return text.texts(count, size);
    }
  }

  @Override
  public String word() {
    return "json-out";
  }

  @Override
  public String question() {
    return "What does it cost to write a request, and does the library matter?";
  }

  @Override
  public String kept() {
    return """
    The harness makes all bodies of a trial before its first request is due, so what its own way \
    costs is in no figure of any run.\
    """;
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest(WRITER);
  }

  @Override
  public Effort effort(boolean full) {
    return full ? JsonIn.MANY : JsonIn.LOOK;
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put(PROMPT, Level.all(Prompt.values()));
    factors.put(TEXT, Level.all(PromptText.values()));
    factors.put(WRITER, Level.all(Writer.values()));
    return new Variants(
        factors,
        List.of(
            // What other text costs shows in a page and in a long document.
            "not (%s and %s)"
                .formatted(
                    VariantConditions.oneOf(PROMPT, Prompt.SHORT, Prompt.KB16),
                    VariantConditions.oneOf(TEXT, PromptText.UTF8))),
        List.of(
            VariantConditions.oneOf(PROMPT, Prompt.KB1),
            VariantConditions.oneOf(TEXT, PromptText.ASCII),
            VariantConditions.oneOf(
                WRITER,
                Writer.OWN,
                Writer.OWN_AGAIN,
                Writer.JACKSON3,
                Writer.FASTJSON2,
                Writer.DSL_JSON,
                Writer.CONCATENATION)),
        variant(Writer.OWN, Prompt.KB1, PromptText.ASCII),
        Variants.OF_JMH,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (Prompt prompt : Prompt.values()) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same writer twice shows no difference on a prompt of kind " + Level.of(prompt),
              "equivalent",
              5,
              variant(Writer.OWN_AGAIN, prompt, PromptText.ASCII),
              variant(Writer.OWN, prompt, PromptText.ASCII)));
    }
    hypotheses.add(
        lower("H1", Writer.CONCATENATION, Writer.JACKSON2, Prompt.SHORT, PromptText.ASCII));
    hypotheses.add(
        lower("H2", Writer.JACKSON2, Writer.CONCATENATION, Prompt.KB64, PromptText.UTF8));
    hypotheses.add(lower("H3", Writer.FASTJSON2, Writer.JACKSON2, Prompt.KB16, PromptText.ASCII));
    hypotheses.add(lower("H4", Writer.FASTJSON2, Writer.JACKSON2, Prompt.KB64, PromptText.UTF8));
    hypotheses.add(lower("H5", Writer.JACKSON3, Writer.JACKSON2, Prompt.KB1, PromptText.ASCII));
    hypotheses.add(lower("H6", Writer.JACKSON2, Writer.GSON, Prompt.KB16, PromptText.ASCII));
    hypotheses.add(lower("H7", Writer.JACKSON2, Writer.OWN, Prompt.SHORT, PromptText.ASCII));
    return hypotheses;
  }

  private static SuiteHypothesis lower(
      String id, Writer one, Writer other, Prompt prompt, PromptText text) {
    return new SuiteHypothesis(
        id,
        "%s takes less time than %s on a prompt of kind %s in %s"
            .formatted(Level.of(one), Level.of(other), Level.of(prompt), Level.of(text)),
        "lower",
        5,
        variant(one, prompt, text),
        variant(other, prompt, text));
  }

  private static Map<String, String> variant(Writer writer, Prompt prompt, PromptText text) {
    return Map.of(WRITER, Level.of(writer), PROMPT, Level.of(prompt), TEXT, Level.of(text));
  }

  @Override
  public String beside(Summary summary, Path run) {
    return "Strings put together by hand are no JSON any more where a prompt holds a control"
        + " character.";
  }

  /** Makes the requests, and refuses to time a writer that changes one of them. */
  @Setup
  public void setup() {
    adapter = writer.adapter();
    requests =
        prompt.of(text, prompt.count()).stream()
            .map(GenerateRequest::asking)
            .toArray(GenerateRequest[]::new);
    check(writer.name(), adapter, List.of(requests[0], requests[1]));
  }

  /** Writes one request. */
  @Benchmark
  public byte[] write() throws IOException {
    return adapter.write(requests[next++ & (requests.length - 1)]);
  }

  /** Lets every writer write every kind of prompt. */
  @Override
  public void check() {
    for (Prompt prompt : Prompt.values()) {
      for (PromptText text : PromptText.values()) {
        List<GenerateRequest> requests =
            prompt.of(text, 2).stream().map(GenerateRequest::asking).toList();
        for (Writer writer : Writer.values()) {
          check(writer.name(), writer.adapter(), requests);
        }
      }
    }
  }

  /**
   * Compares what a writer writes with what it was given.
   *
   * @throws DisagreementException at the first request that reads otherwise
   */
  static void check(String name, BodyWriter writer, List<GenerateRequest> requests) {
    for (GenerateRequest request : requests) {
      JsonNode truth = READER.valueToTree(request);
      String what = "a request of %d characters".formatted(request.prompt().length());
      JsonNode written;
      try {
        written = READER.readTree(writer.write(request));
      } catch (IOException | RuntimeException e) {
        throw DisagreementException.unreadable(name, what, e);
      }
      if (!truth.equals(written)) {
        throw DisagreementException.misread(name, what, excerpt(truth), excerpt(written));
      }
    }
  }

  private static String excerpt(JsonNode body) {
    String text = body.toString();
    return text.length() > LONGEST_SAID ? text.substring(0, LONGEST_SAID) + "\u2026" : text;
  }
}
