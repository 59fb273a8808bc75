package dev.paddock.record;

import dev.paddock.record.Formula.OfRequest;
import dev.paddock.record.Formula.OfSuite;
import dev.paddock.record.Formula.OfTrial;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What is measured: the registry of all names, units, directions and formulas, by the definitions
 * of measurement.md. A new quantity is one constant; the file format, its schema, the pages and the
 * help text follow from it.
 *
 * <p>All times of requests are in milliseconds.
 */
public enum Quantity {
  TTFT(
      "ttft",
      "time to first token",
      "TTFT",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      time(Request::timeToFirstToken)),
  TTFT_SERVICE(
      "ttft.service",
      "time to first token, from sent",
      "TTFT from sent",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      time(Request::serviceTimeToFirstToken)),
  ANSWER(
      "ttft.answer",
      "time to the first token of the answer, behind all thinking",
      "time to the answer",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      time(Request::timeToFirstAnswerToken)),
  ITL(
      "itl",
      "inter-token latency",
      "ITL",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      new OfRequest(request -> Arrays.stream(request.gaps()).mapToDouble(Quantity::milliseconds))),
  TPOT(
      "tpot",
      "time per output token",
      "time per token",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      new OfRequest(request -> timePerOutputToken(request).stream())),
  E2E(
      "e2e",
      "end-to-end time",
      "end-to-end time",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      time(Request::endToEnd)),
  E2E_SERVICE(
      "e2e.service",
      "end-to-end time, from sent",
      "ms",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      time(Request::serviceTime)),
  LAG("lag", "schedule lag", part((request, server) -> request.lag())),
  LOAD("load", "model load and queue", part((request, server) -> server.load())),
  SLOT_WAIT(
      "slot_wait",
      "wait for a slot",
      part(
          (request, server) ->
              server.total() - server.load() - server.prefill() - server.decode())),
  PREFILL("prefill", "prefill", part((request, server) -> server.prefill())),
  DECODE("decode", "decode", part((request, server) -> server.decode())),
  REST(
      "rest",
      "transport and client",
      part((request, server) -> request.done().orElseThrow() - server.total())),
  PROMPT_TOKENS(
      "tokens.prompt",
      "tokens of a prompt",
      "tokens",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      count(Request::promptTokens)),
  CACHED_TOKENS(
      "tokens.cached",
      "tokens of a prompt that the server had cached",
      "tokens",
      Direction.HIGHER,
      Kind.DISTRIBUTION,
      count(Request::cachedTokens)),
  OUTPUT_TOKENS(
      "tokens.output",
      "tokens of an answer",
      "tokens",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      count(Request::outputTokens)),
  THINKING(
      "tokens.thinking",
      "chunks of thinking before an answer",
      "chunks",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      count(Request::thinking)),
  THROUGHPUT_TOKENS(
      "throughput.tokens",
      "generated tokens per second",
      "throughput",
      "tokens/s",
      Direction.HIGHER,
      Kind.WHOLE,
      rate(
          (trial, window) ->
              trial.requests().stream().anyMatch(one -> one.vectors().isPresent())
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(window.tokens(trial.requests())))),
  THROUGHPUT_REQUESTS(
      "throughput.requests",
      "requests per second",
      "requests/s",
      Direction.HIGHER,
      Kind.WHOLE,
      rate((trial, window) -> OptionalDouble.of((double) window.completed(trial.requests())))),
  VECTORS(
      "throughput.vectors",
      "vectors per second",
      "vectors/s",
      Direction.HIGHER,
      Kind.WHOLE,
      rate((trial, window) -> embedded(trial, window, Request::vectors))),
  EMBEDDED(
      "throughput.embedded",
      "embedded tokens per second",
      "tokens/s",
      Direction.HIGHER,
      Kind.WHOLE,
      rate((trial, window) -> embedded(trial, window, Request::promptTokens))),
  QUALITY(
      "quality", "right answers", "%", Direction.HIGHER, Kind.WHOLE, new OfTrial(Quantity::right)),
  GOODPUT(
      "goodput",
      "requests per second that met every objective",
      "requests/s",
      Direction.HIGHER,
      Kind.WHOLE,
      rate(
          (trial, window) ->
              trial.good().stream()
                  .mapToDouble(
                      good -> window.completed(trial.requests().stream().filter(good).toList()))
                  .findFirst())),
  MEMORY(
      "memory",
      "memory of the server",
      "memory",
      "bytes",
      Direction.LOWER,
      Kind.WHOLE,
      most(Sample::memory)),
  MAPPED(
      "memory.mapped",
      "memory of the server that is mapped files or shared",
      "bytes",
      Direction.LOWER,
      Kind.WHOLE,
      most(Sample::mapped)),
  VRAM("vram", "GPU memory", "bytes", Direction.LOWER, Kind.WHOLE, most(Sample::vram)),
  VRAM_DRIVER(
      "vram.driver",
      "GPU memory in use, by the driver",
      "bytes",
      Direction.LOWER,
      Kind.WHOLE,
      most(Quantity::inUse)),
  ENERGY(
      "energy",
      "energy per generated token",
      "energy per token",
      "J/token",
      Direction.LOWER,
      Kind.WHOLE,
      inWindow(Quantity::joulesPerToken)),
  TIME("time", "time per operation", "ns/op", Direction.LOWER, Kind.DISTRIBUTION, new OfSuite()),
  ALLOCATION(
      "alloc",
      "bytes allocated per operation",
      "bytes/op",
      Direction.LOWER,
      Kind.WHOLE,
      new OfSuite()),
  STAMP_ERROR(
      "stamp_error",
      "stamp of a chunk, after the server's own",
      "µs",
      Direction.LOWER,
      Kind.DISTRIBUTION,
      new OfSuite()),
  ALONE("alone", "chunks that came alone", "%", Direction.HIGHER, Kind.WHOLE, new OfSuite()),
  CPU_PER_TOKEN(
      "cpu",
      "CPU time of the client per token",
      "µs/token",
      Direction.LOWER,
      Kind.WHOLE,
      new OfSuite()),
  CPU_PER_REQUEST(
      "cpu.request",
      "CPU time of the client per request",
      "µs/request",
      Direction.LOWER,
      Kind.WHOLE,
      new OfSuite());

  /**
   * Times that a request which failed has not, though it waited: in their quantiles it ranks slower
   * than every answered one.
   */
  public static final Set<Quantity> WAITS =
      EnumSet.of(TTFT, TTFT_SERVICE, ANSWER, E2E, E2E_SERVICE);

  /** Those that only an answer of text has. */
  public static final Set<Quantity> OF_TEXT =
      EnumSet.of(
          TTFT,
          TTFT_SERVICE,
          ANSWER,
          ITL,
          TPOT,
          SLOT_WAIT,
          PREFILL,
          DECODE,
          CACHED_TOKENS,
          OUTPUT_TOKENS,
          THINKING,
          THROUGHPUT_TOKENS,
          ENERGY);

  /** Those that only an answer of vectors has. */
  public static final Set<Quantity> OF_VECTORS = EnumSet.of(VECTORS, EMBEDDED);

  /** Those whose distributions are kept with a trial, for charts. */
  public static final Set<Quantity> SHAPES = EnumSet.of(TTFT, ITL);

  private static final double MILLI = 1e6;

  private enum Direction {
    LOWER,
    HIGHER
  }

  /** How many of it a trial has, and what its name alone means. */
  private enum Kind {
    /** Many, so that a statistic must be named. */
    DISTRIBUTION,
    /** Many, one for each request that has all the others; named alone, the mean is meant. */
    PART,
    /** One. */
    WHOLE
  }

  private final String word;
  private final String words;
  private final String brief;
  private final String unit;
  private final Direction better;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // its functions are pure
  private final Formula formula;

  Quantity(
      String word,
      String words,
      String brief,
      String unit,
      Direction better,
      Kind kind,
      Formula formula) {
    this.word = word;
    this.words = words;
    this.brief = brief;
    this.unit = unit;
    this.better = better;
    this.kind = kind;
    this.formula = formula;
  }

  Quantity(String word, String words, String unit, Direction better, Kind kind, Formula formula) {
    this(word, words, words, unit, better, kind, formula);
  }

  /** A part of a request. */
  Quantity(String word, String words, Formula formula) {
    this(word, words, "ms", Direction.LOWER, Kind.PART, formula);
  }

  /** The name in files, for example {@code throughput.tokens}. */
  public String word() {
    return word;
  }

  /** The name in pages, for example "time to first token". */
  public String words() {
    return words;
  }

  /** The name in a headline, for example "TTFT". */
  public String brief() {
    return brief;
  }

  /** For example {@code ms}, {@code tokens/s} or {@code bytes}. */
  public String unit() {
    return unit;
  }

  public boolean lowerIsBetter() {
    return better == Direction.LOWER;
  }

  /** Whether a trial gives many of them, so that a statistic must be named. */
  public boolean distribution() {
    return kind != Kind.WHOLE;
  }

  /** Whether it is a part of a request's end-to-end time; named alone, its mean is meant. */
  public boolean part() {
    return kind == Kind.PART;
  }

  /** How it is reckoned from what a trial recorded. */
  public Formula formula() {
    return formula;
  }

  /** Whether JMH suites have it; of requests over sockets they time the first token, too. */
  public boolean ofSuites() {
    return formula instanceof OfSuite || this == TTFT;
  }

  /** Whether it can be measured of a server. */
  public boolean ofServers() {
    return !(formula instanceof OfSuite);
  }

  boolean admits(Metric.Statistic statistic) {
    return switch (kind) {
      case DISTRIBUTION -> statistic != Metric.Statistic.WHOLE;
      case PART -> true;
      case WHOLE -> statistic == Metric.Statistic.WHOLE;
    };
  }

  private static double milliseconds(long nanos) {
    return nanos / MILLI;
  }

  private static Formula time(Function<Request, OptionalLong> nanos) {
    return new OfRequest(
        request -> nanos.apply(request).stream().mapToDouble(Quantity::milliseconds));
  }

  private static Formula count(Function<Request, OptionalInt> tokens) {
    return new OfRequest(request -> tokens.apply(request).stream().asDoubleStream());
  }

  /** (last token − first token) / (eval_count − 1), in milliseconds. */
  private static OptionalDouble timePerOutputToken(Request request) {
    int tokens = request.outputTokens().orElse(request.stamps().size());
    return request.inOnePiece() || request.stamps().isEmpty() || tokens < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            milliseconds(request.stamps().last() - request.stamps().first()) / (tokens - 1));
  }

  private interface Part {
    long nanos(Request request, ServerTimes server);
  }

  /** The parts sum to the end-to-end time exactly, so all are of the same requests. */
  private static Formula part(Part part) {
    return new OfRequest(
        request ->
            request.server().filter(server -> request.done().isPresent()).stream()
                .mapToDouble(server -> milliseconds(part.nanos(request, server))));
  }

  private interface InWindow {
    OptionalDouble value(Recording trial, Window window);
  }

  private static Formula inWindow(InWindow formula) {
    return new OfTrial(
        trial ->
            trial
                .window()
                .flatMap(
                    window -> {
                      OptionalDouble value = formula.value(trial, window);
                      return value.isPresent()
                          ? Optional.of(
                              new Formula.Whole(
                                  value.getAsDouble(), window.completed(trial.requests())))
                          : Optional.empty();
                    }));
  }

  private static Formula rate(InWindow count) {
    return inWindow(
        (trial, window) -> {
          OptionalDouble counted = count.value(trial, window);
          return counted.isPresent()
              ? OptionalDouble.of(counted.getAsDouble() / window.seconds())
              : counted;
        });
  }

  /** The share of right answers among those that are checked, in per cent. */
  private static Optional<Formula.Whole> right(Recording trial) {
    List<Boolean> checked = trial.counted().stream().flatMap(one -> one.right().stream()).toList();
    return checked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Formula.Whole(
                100.0 * checked.stream().filter(right -> right).count() / checked.size(),
                checked.size()));
  }

  /** What requests for embeddings count, each for the share of its time that lies inside. */
  private static OptionalDouble embedded(
      Recording trial, Window window, Function<Request, OptionalInt> count) {
    List<Request> of =
        trial.requests().stream()
            .filter(one -> one.outcome() == Outcome.OK && one.vectors().isPresent())
            .toList();
    return of.isEmpty() || of.stream().anyMatch(one -> count.apply(one).isEmpty())
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            of.stream()
                .mapToDouble(one -> window.share(one) * count.apply(one).orElseThrow())
                .sum());
  }

  /** Joules over tokens of the window in which throughput is counted. */
  private static OptionalDouble joulesPerToken(Recording trial, Window window) {
    double tokens = window.tokens(trial.requests());
    OptionalDouble joules = Energy.joules(trial.telemetry(), window);
    return joules.isPresent() && tokens > 0
        ? OptionalDouble.of(joules.getAsDouble() / tokens)
        : OptionalDouble.empty();
  }

  private static Formula most(Function<Sample, OptionalLong> bytes) {
    return new OfTrial(
        trial ->
            trial.telemetry().stream()
                .flatMapToLong(sample -> bytes.apply(sample).stream())
                .boxed()
                .max(Long::compare)
                .map(most -> new Formula.Whole(most, trial.counted().size())));
  }

  /** Of all cards together, as the server's own figure is. */
  private static OptionalLong inUse(Sample sample) {
    long[] used =
        sample.gpus().stream()
            .flatMap(List::stream)
            .flatMapToLong(gpu -> gpu.used().stream())
            .toArray();
    return used.length == 0 ? OptionalLong.empty() : OptionalLong.of(Arrays.stream(used).sum());
  }
}
