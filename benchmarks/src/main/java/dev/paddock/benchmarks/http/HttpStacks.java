package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.RecordedResponse;
import dev.paddock.benchmarks.replay.ReplayServer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import dev.paddock.benchmarks.replay.ServerJvm;
import dev.paddock.benchmarks.replay.Stack;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.FirstTokens;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.calibrate.Cores;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Suite {@code http-stacks}: what it costs to bring the lines of streamed answers, by the library
 * that brings them. An operation is a token; one invocation brings all answers that are under way
 * at once.
 *
 * <p>The same work for all: send the recorded request, read the whole answer, find and count its
 * lines, stamp the first. {@code own} does more, see {@link OwnStack}; {@code jdk-lines} decodes
 * its lines, because that is what it hands over; {@code raw} does not even take the chunks off.
 * Connections are kept. The server writes each line by itself, on a core of its own; where a client
 * waits for it, the time is the server's and {@code cpu} tells clients apart.
 *
 * <p>Libraries that block have a platform thread for each answer, those that call back one thread
 * for all. A rival is one more constant of {@link Library}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpStacks implements JmhSuite {
  private static final List<String> TOKENS = List.of("64", "1024");
  private static final List<String> STREAMS = List.of("1", "8", "64");

  @Param private Library stack = Library.OWN;

  @Param({"64", "1024"})
  private int tokens = 64;

  @Param({"1", "8", "64"})
  private int streams = 1;

  private Optional<ServerJvm> server = Optional.empty();
  private Optional<Stack> client = Optional.empty();
  private ReceivedAnswer[] answers = {};

  @Override
  public String word() {
    return "http-stacks";
  }

  @Override
  public String question() {
    return "What does it cost to bring a streamed answer, and does the HTTP library matter?";
  }

  @Override
  public String kept() {
    return "The harness keeps its own: only there does each chunk keep the time at which the kernel"
        + " received it, which no library tells.";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken("stack").without(Level.of(Library.RAW));
  }

  @Override
  public double operations(Map<String, String> levels) {
    return Double.parseDouble(levels.getOrDefault("tokens", "1"))
        * Double.parseDouble(levels.getOrDefault("streams", "1"));
  }

  @Override
  public List<String> jvmFlags() {
    return SOON_WARM;
  }

  @Override
  public Effort effort(boolean full) {
    return SocketEffort.of(full);
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("tokens", TOKENS);
    factors.put("streams", STREAMS);
    factors.put("stack", Level.all(Library.values()));
    return new Variants(
        factors,
        List.of(
            // What 8 answers at once change shows in short ones.
            "bench.tokens == \"64\" or bench.streams != \"8\"",
            "bench.stack != \"jdk-lines\" or bench.streams == \"1\"",
            "bench.stack != \"own-again\" or (bench.tokens == \"64\" and bench.streams == \"1\")"
                + " or (bench.tokens == \"1024\" and bench.streams == \"64\")"),
        List.of(
            "bench.tokens == \"64\"",
            "bench.streams == \"1\"",
            Stream.of(
                    Library.JDK_LINES,
                    Library.HTTPCOMPONENTS_ASYNC,
                    Library.JETTY,
                    Library.NETTY,
                    Library.HELIDON,
                    Library.VERTX)
                .map(left -> "bench.stack != \"%s\"".formatted(Level.of(left)))
                .reduce((one, other) -> one + " and " + other)
                .orElseThrow()),
        variant(Library.OWN, 64, 1),
        Variants.OF_STREAMS,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    return List.of(
        new SuiteHypothesis(
            "AA1",
            "the same client twice shows no difference, one short answer",
            "equivalent",
            10,
            variant(Library.OWN_AGAIN, 64, 1),
            variant(Library.OWN, 64, 1)),
        new SuiteHypothesis(
            "AA2",
            "the same client twice shows no difference, 64 long answers at once",
            "equivalent",
            10,
            variant(Library.OWN_AGAIN, 1024, 64),
            variant(Library.OWN, 1024, 64)),
        new SuiteHypothesis(
            "H1",
            "the client that measures takes less time than the JDK's, one short answer",
            "lower",
            10,
            variant(Library.OWN, 64, 1),
            variant(Library.JDK, 64, 1)),
        new SuiteHypothesis(
            "H2",
            "the client that measures takes less time than the JDK's, 64 long answers at once",
            "lower",
            10,
            variant(Library.OWN, 1024, 64),
            variant(Library.JDK, 1024, 64)),
        new SuiteHypothesis(
            "H3",
            "Netty takes less time than the JDK's client, 64 short answers at once",
            "lower",
            10,
            variant(Library.NETTY, 64, 64),
            variant(Library.JDK, 64, 64)),
        new SuiteHypothesis(
            "H4",
            "an asynchronous client takes less time than a blocking one, 64 short answers at once",
            "lower",
            10,
            variant(Library.HTTPCOMPONENTS_ASYNC, 64, 64),
            variant(Library.HTTPCOMPONENTS, 64, 64)),
        new SuiteHypothesis(
            "H5",
            "OkHttp takes as long as HttpComponents, one short answer",
            "equivalent",
            10,
            variant(Library.OKHTTP, 64, 1),
            variant(Library.HTTPCOMPONENTS, 64, 1)),
        new SuiteHypothesis(
            "H6",
            "the JDK's client hands over lines as fast as bytes, one long answer",
            "equivalent",
            10,
            variant(Library.JDK_LINES, 1024, 1),
            variant(Library.JDK, 1024, 1)));
  }

  private static Map<String, String> variant(Library stack, int tokens, int streams) {
    return Map.of(
        "stack", Level.of(stack),
        "tokens", Integer.toString(tokens),
        "streams", Integer.toString(streams));
  }

  /** Starts the server, and refuses to time a client that loses a line of it. */
  @Setup
  public void setup() throws IOException, InterruptedException {
    Optional<Cores> cores = Cores.available();
    ServerJvm process = ServerJvm.start(cores, ReplayServer.class);
    server = Optional.of(process);
    cores.ifPresent(Cores::pinThisProcess);
    ReplayTarget target = new ReplayTarget(process.url(), Asked.generate(tokens));
    Stack opened = stack.open(target, streams);
    client = Optional.of(opened);
    opened.verify(Level.of(stack), streams, RecordedResponse.of(target.asked()));
    answers = ReceivedAnswer.several(streams, ReceivedAnswer::counting);
  }

  /** Closes the client and ends the server. */
  @TearDown
  public void close() {
    client.ifPresent(Stack::close);
    server.ifPresent(ServerJvm::close);
  }

  /** Brings all answers. */
  @Benchmark
  public int bring() throws IOException, InterruptedException {
    return bring(client.orElseThrow(), answers, streams * (tokens + 1));
  }

  /** Brings all answers, which have so many lines together, and tells their first tokens. */
  static int bring(Stack client, ReceivedAnswer[] answers, int sent)
      throws IOException, InterruptedException {
    client.exchange(answers);
    int lines = 0;
    for (ReceivedAnswer answer : answers) {
      lines += answer.lines();
      FirstTokens.took(answer.toFirst());
    }
    if (lines != sent) {
      throw new IOException("%d lines came of %d".formatted(lines, sent));
    }
    return lines;
  }

  /** Lets every library bring answers of a server in this process, one and several at once. */
  @Override
  public void check() {
    try (ReplayServer replay = ReplayServer.start()) {
      ReplayTarget target = new ReplayTarget(replay.uri(), Asked.generate(20));
      RecordedResponse sent = RecordedResponse.of(target.asked());
      for (Library library : Library.values()) {
        for (int at : List.of(1, 3)) {
          try (Stack opened = library.open(target, at)) {
            opened.verify(Level.of(library), at, sent);
          }
        }
      }
    } catch (IOException e) {
      throw DisagreementException.unreadable("the suite http-stacks", "its own server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
