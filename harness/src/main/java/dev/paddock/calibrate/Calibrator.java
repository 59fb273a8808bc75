package dev.paddock.calibrate;

import dev.paddock.client.wire.KernelStamps;
import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Calibration.Rung;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.telemetry.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Measures the instrument itself: rungs of streams, rising rates, a raw drain, A/A trials. */
public final class Calibrator {
  private static final double SECONDS = 3;
  private static final int DRAIN_STREAMS = 32;
  private static final int FLAT_OUT_STREAMS = 8;
  private static final long HONEST_US = 1_000;

  /** Streams, and the gap of each in milliseconds: up to some 10,000 tokens a second. */
  private static final Map<Integer, Double> STREAMS =
      new TreeMap<>(Map.of(1, 5.0, 8, 5.0, 32, 10.0, 128, 20.0, 512, 50.0, 2000, 200.0));

  /** Tokens a second of 32 streams, rising to what breaks. */
  private static final List<Integer> RATES = List.of(5_000, 10_000, 20_000, 40_000, 60_000, 80_000);

  /** The two loads that the instrument is judged by: a usual one, and a fast one. */
  private static final List<StreamLoad> HEADLINES =
      List.of(StreamLoad.steady(32, 10_000_000, Phase.OUT, SECONDS), at(20_000, Phase.OUT));

  private final List<String> server;
  private final boolean quick;
  private final int pairs;
  private final Consumer<String> told;
  private final Optional<Cores> cores;
  private long nextSeed = 1;

  /**
   * A calibrator of this process' client.
   *
   * @param server command that serves the engine {@code pace} on a free port
   * @param quick only the two loads that the instrument is judged by, and no rising rates
   * @param pairs how often the client and the drain, and the A/A trials, are run
   * @param told what is done at the moment, for a person
   */
  public Calibrator(List<String> server, boolean quick, int pairs, Consumer<String> told) {
    this.quick = quick;
    this.pairs = pairs;
    this.told = told;
    this.cores = Cores.available().filter(Cores::pinThisProcess);
    this.server = cores.map(both -> both.pinned(server)).orElse(List.copyOf(server));
  }

  /** Runs everything; some five minutes, two where it is quick. */
  public Calibration run() {
    told.accept("warming up the client");
    final Calibration.WarmUp warmUp = WarmUp.run();
    List<Rung> rungs = new ArrayList<>();
    final List<StampClock> clocks =
        KernelStamps.available()
            ? List.of(StampClock.KERNEL, StampClock.USER)
            : List.of(StampClock.USER);
    for (StreamLoad load : loads()) {
      clocks.forEach(clock -> rungs.add(rung(load, clock)));
      if (HEADLINES.contains(load)) {
        rungs.add(drainRung(load));
      }
    }
    for (Disturbance hold :
        List.of(Disturbance.NEIGHBOUR, Disturbance.COLLECTIONS, Disturbance.HALTS)) {
      rungs.add(rung(HEADLINES.getFirst(), clocks.getFirst(), hold));
    }
    rungs.add(rung(at(20_000, Phase.IN), clocks.getFirst()));
    List<Calibration.Ratio> ratios = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      ratios.add(cpu(at(20_000, phase), clocks.getFirst()));
      ratios.add(rate(StreamLoad.flatOut(FLAT_OUT_STREAMS, phase, 2_000, 8), clocks.getFirst()));
    }
    return new Calibration(
        Instant.now(),
        fingerprint(),
        cores
            .map(
                both ->
                    "server on core %d, client on core %d".formatted(both.server(), both.client()))
            .orElse("neither side pinned to a core"),
        warmUp,
        rungs,
        highest(rungs, clocks.getFirst()),
        drain(ratios),
        ratios,
        noise(clocks.getFirst()));
  }

  /** Of this machine and this Paddock, whatever server is measured. */
  private static String fingerprint() {
    return new Fingerprint(Environment.read()).id();
  }

  private List<StreamLoad> loads() {
    if (quick) {
      return HEADLINES;
    }
    List<StreamLoad> loads = new ArrayList<>();
    STREAMS.forEach(
        (streams, gap) ->
            loads.add(StreamLoad.steady(streams, Math.round(gap * 1e6), Phase.OUT, SECONDS)));
    RATES.forEach(rate -> loads.add(at(rate, Phase.OUT)));
    return loads;
  }

  private static long highest(List<Rung> rungs, StampClock clock) {
    return rungs.stream()
        .filter(rung -> rung.clock() == clock && rung.held().isEmpty())
        .filter(rung -> rung.phase() == Phase.OUT && rung.stampErrorUs().p99() < HONEST_US)
        .mapToLong(rung -> Math.round(rung.delivered()))
        .max()
        .orElse(0);
  }

  private static StreamLoad at(int tokensPerSecond, Phase phase) {
    return StreamLoad.steady(
        DRAIN_STREAMS, Math.round(DRAIN_STREAMS * 1e9 / tokensPerSecond), phase, SECONDS);
  }

  private Rung rung(StreamLoad load, StampClock clock) {
    return rung(load, clock, Disturbance.NOTHING);
  }

  private Rung rung(StreamLoad load, StampClock clock, Disturbance hold) {
    told.accept(
        "%d streams, %d tokens/s, stamped by the %s%s"
            .formatted(
                load.streams(),
                load.tokensPerSecond(),
                clock == StampClock.KERNEL ? "kernel" : "client",
                hold.words().map(words -> ", " + words).orElse("")));
    try (ReferenceServer reference = ReferenceServer.start(server, load)) {
      warm(reference, load);
      long seed = seeds(load);
      Cost before = Cost.now();
      List<Request> requests;
      try (Disturbance.Held _ = hold.begin()) {
        requests = Trials.run(reference.url(), load, clock, seed);
      }
      Cost cost = Cost.now().since(before);
      return Truth.of(requests, reference.stop(), seed).rung(hold.words(), load, clock, cost);
    }
  }

  /** What the machine itself lets anybody see who stamps after the read. */
  private Rung drainRung(StreamLoad load) {
    told.accept("the raw drain, %d tokens/s".formatted(load.tokensPerSecond()));
    try (ReferenceServer reference = ReferenceServer.start(server, load)) {
      warm(reference, load);
      long seed = seeds(load);
      Cost before = Cost.now();
      List<Request> requests = Drain.stamped(reference.url(), load, seed);
      Cost cost = Cost.now().since(before);
      return Truth.of(requests, reference.stop(), seed)
          .rung(Optional.of("raw drain"), load, StampClock.USER, cost);
    }
  }

  /** The server's own code is to be warm: its truth is in its stamps, but its pace is not. */
  private void warm(ReferenceServer reference, StreamLoad load) {
    StreamLoad some =
        new StreamLoad(load.streams(), load.gap(), load.phase(), Math.min(50, load.tokens()), 1);
    Drain.run(reference.url(), some, seeds(some));
    // As before every trial of a run, so that a collection amid the measurement is rare.
    System.gc();
  }

  private long seeds(StreamLoad load) {
    long first = nextSeed;
    nextSeed += load.requests();
    return first;
  }

  private Calibration.Ratio cpu(StreamLoad load, StampClock clock) {
    return ratio("cpu_us_per_token", load, clock, cost -> cost.cpuMicrosPer(load.chunks()));
  }

  private Calibration.Ratio rate(StreamLoad load, StampClock clock) {
    return ratio("highest_rate", load, clock, cost -> cost.perSecond(load.chunks()));
  }

  /** What is compared of a run. */
  @FunctionalInterface
  private interface Figure {
    double of(Cost cost);
  }

  private Calibration.Ratio ratio(String what, StreamLoad load, StampClock clock, Figure figure) {
    told.accept("the raw drain beside the client: " + what + ", streams " + words(load.phase()));
    List<Double> client = new ArrayList<>();
    List<Double> drain = new ArrayList<>();
    try (ReferenceServer reference = ReferenceServer.start(server, load)) {
      warm(reference, load);
      for (int pair = 0; pair < pairs; pair++) {
        // Turn by turn, so that whatever drifts hits both alike.
        boolean drainFirst = pair % 2 == 0;
        if (drainFirst) {
          drain.add(figure.of(drained(reference, load)));
        }
        client.add(figure.of(sent(reference, load, clock)));
        if (!drainFirst) {
          drain.add(figure.of(drained(reference, load)));
        }
      }
    }
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      ratios.add(client.get(pair) / drain.get(pair));
    }
    ratios.sort(Comparator.naturalOrder());
    return new Calibration.Ratio(
        what,
        load.phase(),
        median(client),
        median(drain),
        median(client) / median(drain),
        ratios.getFirst(),
        ratios.getLast(),
        pairs);
  }

  private static String words(Phase phase) {
    return phase == Phase.IN ? "in phase" : "out of phase";
  }

  private Cost drained(ReferenceServer reference, StreamLoad load) {
    Cost before = Cost.now();
    Drain.run(reference.url(), load, seeds(load));
    return Cost.now().since(before);
  }

  private Cost sent(ReferenceServer reference, StreamLoad load, StampClock clock) {
    Cost before = Cost.now();
    Trials.run(reference.url(), load, clock, seeds(load));
    return Cost.now().since(before);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static Calibration.Drain drain(List<Calibration.Ratio> ratios) {
    double rate = 0;
    double cpu = Double.MAX_VALUE;
    for (Calibration.Ratio ratio : ratios) {
      if (ratio.what().equals("highest_rate")) {
        rate = Math.max(rate, ratio.drain());
      } else {
        cpu = Math.min(cpu, ratio.drain());
      }
    }
    return new Calibration.Drain(Math.round(rate), cpu);
  }

  /** Trials of the same thing, in pairs as a run compares two cells. */
  private SortedMap<String, Calibration.Noise> noise(StampClock clock) {
    told.accept("A/A trials");
    StreamLoad load = StreamLoad.steady(8, 10_000_000, Phase.OUT, 0.6);
    int blocks = Math.max(6, pairs);
    List<List<Request>> trials = new ArrayList<>();
    try (ReferenceServer reference = ReferenceServer.start(server, load)) {
      warm(reference, load);
      for (int trial = 0; trial < 2 * blocks; trial++) {
        trials.add(Trials.run(reference.url(), load, clock, seeds(load)));
      }
    }
    return NoiseFloor.of(trials);
  }
}
