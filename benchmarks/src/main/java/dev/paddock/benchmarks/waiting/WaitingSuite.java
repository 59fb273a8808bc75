package dev.paddock.benchmarks.waiting;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.Forks;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.VariantConditions;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Outcome;
import dev.paddock.record.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Suite {@code waiting}: how to wait for the bytes of several streams, by how far each chunk's
 * stamp is from the server's own and by what a token costs.
 *
 * <p>A chunk came alone where no other was handed over with the same stamp: libraries that hand
 * over each HTTP chunk by itself stamp those of one read one after the other. Our own client also
 * decodes every answer, which the CPU time of its tokens includes; rivals count lines.
 *
 * <p>A rival is one more constant of {@link WayOfWaiting}.
 */
public final class WaitingSuite implements Suite {
  static final String WAY = "way";
  static final String TRAFFIC = "load";

  private static final long GAP = 1_000_000;
  private static final StreamLoad GLANCE = new StreamLoad(3, GAP, Phase.OUT, 7, 2);

  @Override
  public String word() {
    return "waiting";
  }

  @Override
  public String question() {
    return "How are the bytes of many streams to be waited for, so that their stamps are true?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken(WAY);
  }

  @Override
  public Forks forks() {
    return WaitingFork::measure;
  }

  @Override
  public String measuredBy() {
    return WaitingFork.words();
  }

  @Override
  public Effort effort(boolean full) {
    return full ? Effort.FULL_OF_STREAMS : Effort.SHORT_OF_STREAMS;
  }

  /** It takes minutes and a quiet machine. */
  @Override
  public boolean byDefault() {
    return false;
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put(TRAFFIC, Level.all(Traffic.values()));
    factors.put(WAY, Level.all(WayOfWaiting.values()));
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (Traffic traffic : Traffic.values()) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same client twice shows no difference, " + Level.of(traffic),
              "equivalent",
              10,
              variant(traffic, WayOfWaiting.OWN_AGAIN),
              variant(traffic, WayOfWaiting.OWN)));
    }
    for (Traffic traffic : Traffic.values()) {
      hypotheses.add(
          nearer(
              hypotheses,
              "the kernel's stamps are nearer than",
              traffic,
              WayOfWaiting.OWN,
              WayOfWaiting.OWN_THREADS));
      hypotheses.add(
          nearer(
              hypotheses,
              "a thread a stream is nearer than",
              traffic,
              WayOfWaiting.OWN_THREADS,
              WayOfWaiting.JDK));
    }
    return new Variants(
        factors,
        List.of(),
        List.of(VariantConditions.oneOf(TRAFFIC, Traffic.PACED_10MS)),
        variant(Traffic.PACED_10MS, WayOfWaiting.OWN),
        List.of("stamp_error.p50", "stamp_error.p99", "alone", "cpu"),
        hypotheses);
  }

  private static SuiteHypothesis nearer(
      List<SuiteHypothesis> before,
      String words,
      Traffic traffic,
      WayOfWaiting way,
      WayOfWaiting rival) {
    return new SuiteHypothesis(
        "H" + (before.size() + 1 - Traffic.values().length),
        String.format(Locale.ROOT, "%s %s, %s", words, Level.of(rival), Level.of(traffic)),
        "lower",
        10,
        variant(traffic, way),
        variant(traffic, rival));
  }

  private static Map<String, String> variant(Traffic traffic, WayOfWaiting way) {
    return Map.of(TRAFFIC, Level.of(traffic), WAY, Level.of(way));
  }

  /**
   * Lets every way take a few answers of a reference server in this process.
   *
   * @throws DisagreementException where one does not bring each chunk exactly once
   */
  @Override
  public void check() {
    try (PaceServer server =
        PaceServer.start("127.0.0.1", 0, Pace.steady(GAP, GAP), Optional.empty())) {
      for (WayOfWaiting way : WayOfWaiting.values()) {
        try (Waiting waiting = way.open(server.uri())) {
          check(Level.of(way), waiting);
        }
      }
    } catch (IOException e) {
      throw DisagreementException.unreadable("the suite waiting", "its own server", e);
    }
  }

  static void check(String who, Waiting waiting) {
    List<Request> requests = WaitingClient.run(waiting, GLANCE, 1);
    must(who, "the number of answers", GLANCE.requests(), requests.size());
    for (Request request : requests) {
      String answer = "answer " + request.id();
      must(
          who,
          answer,
          Outcome.OK,
          request.error().isPresent() ? request.error().get() : request.outcome());
      must(who, "the chunks of " + answer, GLANCE.tokens(), request.stamps().size());
      long last = 0;
      for (long stamp : request.stamps().toArray()) {
        must(who, "the order of the stamps of " + answer, true, stamp >= last);
        last = stamp;
      }
    }
  }

  private static void must(String who, String what, Object truth, Object answer) {
    if (!truth.equals(answer)) {
      throw DisagreementException.misread(who, what, truth, answer);
    }
  }
}
