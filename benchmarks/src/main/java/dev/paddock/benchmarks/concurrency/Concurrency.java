package dev.paddock.benchmarks.concurrency;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.FirstTokens;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.calibrate.Cores;
import dev.paddock.calibrate.ReferenceServer;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.cli.EngineJvm;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * Suite {@code concurrency}: whether a way of calling serves more requests in the same time, once
 * the server's slots are equal.
 *
 * <p>An operation is a request. An invocation is a round of {@value #REQUESTS}, from the arrival of
 * the first to the end of the last answer. The server is the reference server, which takes 20 ms to
 * the first of {@value #TOKENS} tokens and 2 ms to each next one, in as many requests at once as it
 * has slots; the others wait in its queue. The time to the first token counts from a request's
 * arrival and is that of the urgent ones, each fourth; where nobody asks who is urgent, they fare
 * like all others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Concurrency implements JmhSuite {
  static final int REQUESTS = 20;
  static final int TOKENS = 16;
  private static final long GAP = 2_000_000;
  private static final long QUICK = 500_000;

  @Param({"1", "2", "4"})
  private int slots = 1;

  @Param private Arrival arrival = Arrival.TOGETHER;
  @Param private WayOfCalling way = WayOfCalling.SEQUENTIAL;

  private Optional<ReferenceServer> server = Optional.empty();
  private Optional<Calling> opened = Optional.empty();
  private Round round = arrival.round(ReceivedAnswer::counting);

  /** When the requests of a round arrive. */
  public enum Arrival {
    /** All at its start. */
    TOGETHER(0),
    /** One every 40 ms, so 25 a second. */
    SPACED(40_000_000);

    private final long apart;

    Arrival(long apart) {
      this.apart = apart;
    }

    Round round(Supplier<ReceivedAnswer> answer) {
      return new Round(REQUESTS, request -> request * apart, Time.SYSTEM, answer);
    }
  }

  @Override
  public String word() {
    return "concurrency";
  }

  @Override
  public String question() {
    return "Does a way of calling serve more requests, once the server's slots are equal?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("way").without(Level.of(WayOfCalling.RAW));
  }

  @Override
  public double operations(Map<String, String> levels) {
    return REQUESTS;
  }

  /** Rounds take a quarter of a second and more, and hardly differ. */
  @Override
  public Effort effort(boolean full) {
    return full
        ? new Effort(5, 1, 3, Duration.ofMillis(500))
        : new Effort(1, 1, 2, Duration.ofMillis(250));
  }

  @Override
  public Variants variants() {
    return ConcurrencyPlan.variants();
  }

  @Override
  public String beside(Summary summary, Path run) {
    return ConcurrencyPlan.beside(summary);
  }

  /** Starts the server, and refuses to time a way that loses an answer. */
  @Setup
  public void setup() throws IOException, InterruptedException {
    Optional<Cores> cores = Cores.available();
    List<String> serving = new ArrayList<>(EngineJvm.serving("pace"));
    serving.addAll(List.of("--slots", Integer.toString(slots)));
    ReferenceServer reference =
        ReferenceServer.start(
            cores.map(both -> both.pinned(serving)).orElse(serving),
            new StreamLoad(REQUESTS, GAP, Phase.OUT, TOKENS, 2));
    server = Optional.of(reference);
    cores.ifPresent(Cores::pinThisProcess);
    Calling calling = way.open(reference.url(), REQUESTS, TOKENS);
    opened = Optional.of(calling);
    round = arrival.round(ReceivedAnswer::counting);
    check(Level.of(way), calling, round);
  }

  /** Closes the client and ends the server. */
  @TearDown
  public void close() {
    opened.ifPresent(Calling::close);
    server.ifPresent(ReferenceServer::close);
  }

  /** A round of requests. */
  @Benchmark
  public int round() throws IOException, InterruptedException {
    round.begin();
    opened.orElseThrow().all(round);
    for (int urgent : round.urgent()) {
      FirstTokens.took(round.answer(urgent).firstAt() - round.arrival(urgent));
    }
    int lines = lines(round);
    if (lines != REQUESTS * (TOKENS + 1)) {
      throw new IOException("%d lines came of %d".formatted(lines, REQUESTS * (TOKENS + 1)));
    }
    return lines;
  }

  private static int lines(Round round) {
    int lines = 0;
    for (ReceivedAnswer answer : round.answers()) {
      lines += answer.lines();
    }
    return lines;
  }

  /** Lets every way call a server in this process. */
  @Override
  public void check() {
    try (PaceServer pace =
        PaceServer.start("127.0.0.1", 0, Pace.steady(QUICK, QUICK), Optional.empty())) {
      for (WayOfCalling one : WayOfCalling.values()) {
        try (Calling calling = one.open(pace.uri(), REQUESTS, TOKENS)) {
          check(Level.of(one), calling, Arrival.TOGETHER.round(ReceivedAnswer::counting));
        }
      }
    } catch (IOException e) {
      throw DisagreementException.unreadable("the suite concurrency", "its own server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets a way call, and looks at each answer.
   *
   * @throws DisagreementException where a request was not answered, or not wholly
   */
  static void check(String who, Calling calling, Round round) throws InterruptedException {
    try {
      round.begin();
      calling.all(round);
    } catch (IOException e) {
      throw DisagreementException.unreadable(who, "the answers", e);
    }
    for (int request = 0; request < round.size(); request++) {
      int lines = round.answer(request).lines();
      if (lines != TOKENS + 1) {
        throw DisagreementException.misread(
            who, "answer %d".formatted(request), TOKENS + 1 + " lines", lines + " lines");
      }
    }
  }
}
