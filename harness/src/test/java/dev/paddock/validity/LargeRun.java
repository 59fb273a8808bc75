package dev.paddock.validity;

import dev.paddock.analysis.Synthetic;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.plan.Planner;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.Trouble;
import dev.paddock.record.Troubles;
import dev.paddock.settings.Configuration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A run of 1,000 trials of 10,000 requests that never happened: 50 cells in 20 blocks. Requests are
 * drawn for some trials; the others have the summary of one of these, with figures of their own.
 */
final class LargeRun {
  static final int DRAWN = 10;

  private static final int REQUESTS = 10_000;
  private static final int CHUNKS = 16;
  private static final Instant START = Instant.parse("2026-11-22T01:45:00Z");
  private static final Fingerprint MACHINE =
      new Fingerprint(
          new TreeMap<>(Map.of("cpu.model", "Example CPU", "cpu.cores", "2 physical, 2 logical")));
  private static final String FILE =
      """
      name: large
      question: How long does a report of very many requests take?
      target: {kind: embedded, engine: pace}
      model: pace
      factors:
        num_ctx: [512, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384]
        load.clients: [1, 2, 4, 8, 16]
      workload: {prompt_tokens: 128, output_tokens: 16}
      design: {blocks: 20, requests: 10000, warmup: 0, seed: 7}
      metrics: [ttft.p50, ttft.p95, ttft.p99, itl.p50, itl.p99, throughput.tokens, memory]
      objectives: {ttft.p95: <= 80 ms, throughput.tokens: max}
      hypotheses:
        - id: H1
          claim: twice the context changes nothing
          metric: ttft.p50
          when: {num_ctx: 1024}
          versus: {num_ctx: 512}
          expect: equivalent
          margin: 10%
      """;

  private final Random random = new Random(7);
  private final Experiment experiment = ExperimentFile.parse("large.yaml", FILE, Map.of());
  private final List<List<Request>> drawn = new ArrayList<>();
  private final List<TrialSummary> summaries = new ArrayList<>();
  private final boolean raw;

  private LargeRun(boolean raw) {
    this.raw = raw;
  }

  /**
   * Writes the run below {@code results}.
   *
   * @param raw whether every trial has its requests, some 9 GB in all, or only those drawn
   */
  static RunDirectory write(Path results, boolean raw) {
    return new LargeRun(raw).write(results);
  }

  private RunDirectory write(Path results) {
    for (int i = 0; i < DRAWN; i++) {
      List<Request> requests = requests();
      drawn.add(requests);
      summaries.add(TrialSummaries.of(REQUESTS, requests, telemetry(), experiment.objectives()));
    }
    Plan plan = Planner.plan(experiment, 7, OptionalLong.empty());
    RunDirectory run = RunDirectory.create(results, START, "large", FILE, Map.of(), plan, MACHINE);
    try (Journal journal = Journal.open(run)) {
      journal.append(new Event.Run(START, false, MACHINE.id(), "0.1.0", Optional.empty()));
      for (PlannedTrial trial : plan.trials()) {
        trial(journal, plan, trial);
      }
      journal.append(new Event.End(START.plusSeconds(36_000_000), RunEnd.DONE));
    }
    return run;
  }

  private void trial(Journal journal, Plan plan, PlannedTrial trial) {
    Configuration wanted = plan.cell(trial.cell()).levels();
    TreeMap<String, String> got = new TreeMap<>();
    wanted.forEach((setting, value) -> got.put(setting.name(), value.toString()));
    Event.Trial event =
        new Event.Trial(
            START.plusSeconds(36_000L * trial.number()),
            trial.number(),
            trial.cell(),
            trial.block(),
            trial.plot(),
            wanted,
            got,
            trial.number() % 97 == 0
                ? Troubles.of(Trouble.Kind.INVALID, "other load on the machine")
                : Troubles.NONE,
            REQUESTS,
            0,
            Optional.of(Synthetic.instrument()));
    int like = (trial.number() - 1) % DRAWN;
    boolean first = trial.number() <= DRAWN;
    double effect =
        Math.exp(0.1 * random.nextGaussian())
            * (1 + Integer.parseInt(trial.cell().substring(1)) / 100.0);
    journal.append(
        event,
        raw || first ? drawn.get(like) : List.of(),
        List.of(),
        telemetry(),
        "",
        first ? summaries.get(like) : scaled(summaries.get(like), effect));
  }

  private static TrialSummary scaled(TrialSummary one, double by) {
    TreeMap<String, TrialSummary.OfMetric> figures = new TreeMap<>();
    one.figures()
        .forEach(
            (name, figure) ->
                figures.put(
                    name,
                    new TrialSummary.OfMetric(
                        figure.value() * by,
                        figure.n(),
                        figure.requests(),
                        figure.lo(),
                        figure.hi())));
    return new TrialSummary(
        one.recipe(),
        figures,
        one.shapes(),
        one.accounting(),
        one.empty(),
        one.clocks(),
        one.chunks(),
        one.shared(),
        one.moved());
  }

  private List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    long free = 1_000_000_000_000L;
    for (int id = 1; id <= REQUESTS; id++) {
      Request request = request(id, free);
      free = request.sent() + request.done().orElseThrow();
      requests.add(request);
    }
    return requests;
  }

  private Request request(int id, long free) {
    long prefill = (long) (40e6 * Math.exp(0.25 * random.nextGaussian()));
    long[] stamps = new long[CHUNKS];
    long[] seen = new long[CHUNKS];
    long at = prefill + 1_000_000;
    for (int i = 0; i < CHUNKS; i++) {
      stamps[i] = at;
      seen[i] = (long) (20e3 * Math.exp(0.5 * random.nextGaussian()));
      at += (long) (5e6 * Math.exp(0.3 * random.nextGaussian()));
    }
    long decode = stamps[CHUNKS - 1] - stamps[0];
    return new Request(
        id,
        Phase.MEASURED,
        free,
        free + 20_000 + random.nextInt(10_000),
        OptionalLong.of(stamps[0]),
        Stamps.of(stamps),
        Stamps.of(seen),
        OptionalInt.of(0),
        StampClock.KERNEL,
        OptionalLong.of(stamps[0]),
        OptionalLong.of(at),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.of(128),
        OptionalInt.empty(),
        OptionalInt.of(CHUNKS),
        Optional.of(new ServerTimes(300_000, prefill, decode, prefill + decode + 800_000)));
  }

  private static List<Sample> telemetry() {
    return List.of(Sample.ofModel(1_000_000_000_000L, OptionalLong.of(400L << 20), 0));
  }
}
