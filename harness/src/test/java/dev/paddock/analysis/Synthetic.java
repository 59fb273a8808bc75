package dev.paddock.analysis;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Objective;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Instrument;
import dev.paddock.record.Metric;
import dev.paddock.record.Outcome;
import dev.paddock.record.Pauses;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.record.Trouble;
import dev.paddock.record.Troubles;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A run that never happened, with effects that are known: log-normal latencies, 10 % spread between
 * trials, blocks that differ, in a real run directory.
 */
public final class Synthetic {
  public static final Instant START = Instant.parse("2026-11-22T01:45:00Z");

  private final Map<String, List<Value>> factors = new LinkedHashMap<>();
  private final List<Objective> objectives = new ArrayList<>();
  private final List<Hypothesis> hypotheses = new ArrayList<>();
  private final TreeSet<Integer> invalid = new TreeSet<>();
  private final Map<Integer, Double> wild = new TreeMap<>();
  private final TreeSet<Integer> missing = new TreeSet<>();
  private final TreeMap<String, String> facts = new TreeMap<>();
  private List<String> metrics =
      List.of("ttft.p50", "ttft.p95", "itl.p99", "throughput.tokens", "memory");
  private ToDoubleFunction<Map<String, Value>> slowdown = levels -> 1;
  private String question = "What does it cost?";
  private String name = "synthetic";
  private int blocks = 5;
  private int requests = 80;
  private double warming = 1;
  private int clients = 1;
  private Optional<LoadSpec> load = Optional.empty();
  private boolean watched = true;
  private boolean summarised = true;
  private OptionalLong card = OptionalLong.empty();
  private long seed = 7;

  public Synthetic() {
    facts.put("cpu.model", "Example CPU @ 2.0GHz");
    facts.put("cpu.cores", "2 physical, 2 logical");
    facts.put("memory.total", "8 GiB");
    facts.put("server.version", "0.33.0");
  }

  public Synthetic named(String name) {
    this.name = name;
    return this;
  }

  public Synthetic question(String question) {
    this.question = question;
    return this;
  }

  public Synthetic factor(String factor, Object... levels) {
    factors.put(factor, List.of(levels).stream().map(Value::of).toList());
    return this;
  }

  /** By how much the first token is later in a cell. */
  public Synthetic slowdown(ToDoubleFunction<Map<String, Value>> slowdown) {
    this.slowdown = slowdown;
    return this;
  }

  public Synthetic blocks(int blocks) {
    this.blocks = blocks;
    return this;
  }

  public Synthetic requests(int requests) {
    this.requests = requests;
    return this;
  }

  public Synthetic clients(int clients) {
    this.clients = clients;
    return this;
  }

  public Synthetic seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Of the memory of a card, the server says that it uses 2 GiB, and the driver this much. */
  public Synthetic card(long used) {
    card = OptionalLong.of(used);
    return this;
  }

  public Synthetic fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  public Synthetic metrics(String... names) {
    metrics = List.of(names);
    return this;
  }

  public Synthetic objective(Objective objective) {
    objectives.add(objective);
    return this;
  }

  public Synthetic hypothesis(Hypothesis hypothesis) {
    hypotheses.add(hypothesis);
    return this;
  }

  /** This trial ran a hundred times slower and says so. */
  public Synthetic invalid(int trial) {
    invalid.add(trial);
    return this;
  }

  /** As a Paddock left it that kept no record of the instrument. */
  public Synthetic unwatched() {
    watched = false;
    return this;
  }

  /** As a Paddock left it whose trials had no summaries of their own. */
  public Synthetic unsummarised() {
    summarised = false;
    return this;
  }

  /** This trial ran so many times slower, and nothing says why. */
  public Synthetic wild(int trial, double times) {
    wild.put(trial, times);
    return this;
  }

  /** Every trial begins so many times slower than it ends. */
  public Synthetic warming(double times) {
    warming = times;
    return this;
  }

  /** This trial was never run. */
  public Synthetic missing(int trial) {
    missing.add(trial);
    return this;
  }

  /** Its requests are said to be sent so; their times stay. */
  public Synthetic load(LoadSpec spec) {
    load = Optional.of(spec);
    return this;
  }

  public Experiment experiment() {
    return new Experiment(
        name,
        Optional.of(question),
        new TargetSpec(
            TargetSpec.Kind.EMBEDDED,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            new TargetSpec.Engine.Llama()),
        factors.entrySet().stream()
            .map(
                factor ->
                    new Factor(
                        new Setting(
                            factor.getKey(),
                            Scope.MODEL_LOAD,
                            Setting.Kind.TEXT,
                            "",
                            "",
                            Optional.empty()),
                        new Factor.Levels.Listed(factor.getValue())))
            .toList(),
        Configuration.of(Known.MODEL, new Value.Text("dummy")),
        List.of(),
        load.orElse(new LoadSpec.Closed(clients, Duration.ZERO)),
        WorkloadSpec.drawn(128, 32, WorkloadSpec.Prefix.UNIQUE, WorkloadSpec.Api.GENERATE),
        new DesignSpec(
            blocks,
            blocks,
            requests,
            OptionalInt.of(2),
            0.05,
            Optional.empty(),
            OptionalLong.of(seed),
            Configuration.NONE,
            Duration.ofMinutes(1),
            DesignSpec.Drop.NONE,
            false,
            OptionalInt.empty()),
        metrics.stream().map(metric -> Metric.named(metric).orElseThrow()).toList(),
        objectives,
        hypotheses);
  }

  public Plan plan() {
    List<Cell> cells = new ArrayList<>();
    List<Map<String, Value>> combinations = new ArrayList<>(List.of(new LinkedHashMap<>()));
    factors.forEach(
        (factor, levels) -> {
          List<Map<String, Value>> longer = new ArrayList<>();
          for (Map<String, Value> combination : combinations) {
            for (Value level : levels) {
              Map<String, Value> next = new LinkedHashMap<>(combination);
              next.put(factor, level);
              longer.add(next);
            }
          }
          combinations.clear();
          combinations.addAll(longer);
        });
    combinations.forEach(
        levels ->
            cells.add(new Cell("c%02d".formatted(cells.size() + 1), Configuration.named(levels))));
    List<PlannedTrial> trials = new ArrayList<>();
    Random random = new Random(seed);
    for (int block = 1; block <= blocks; block++) {
      List<Cell> order = new ArrayList<>(cells);
      Collections.shuffle(order, random);
      for (Cell cell : order) {
        trials.add(new PlannedTrial(trials.size() + 1, block, block, cell.id()));
      }
    }
    return new Plan(name, seed, cells, 0, cells.getFirst().id(), trials);
  }

  /** Writes the run below {@code results}. */
  public RunDirectory write(Path results) {
    Plan plan = plan();
    RunDirectory run =
        RunDirectory.create(
            results, START, name, "name: " + name + "\n", Map.of(), plan, new Fingerprint(facts));
    Random random = new Random(seed + 1);
    try (Journal journal = Journal.open(run)) {
      journal.append(
          new Event.Run(START, false, new Fingerprint(facts).id(), "0.1.0", Optional.empty()));
      int block = 0;
      double blockEffect = 1;
      for (PlannedTrial planned : plan.trials()) {
        Instant at = START.plusSeconds(60L * planned.number());
        if (planned.block() != block) {
          block = planned.block();
          blockEffect = Math.exp(0.15 * random.nextGaussian());
          journal.append(
              new Event.Plot(
                  at,
                  planned.plot(),
                  block,
                  new TreeMap<>(),
                  "ollama 0.33.0 at http://127.0.0.1:11434"));
        }
        double slow = blockEffect * Math.exp(0.02 * random.nextGaussian());
        if (!missing.contains(planned.number())) {
          trial(journal, plan.cell(planned.cell()), planned, at, slow, random);
        }
      }
      journal.append(new Event.End(START.plusSeconds(36_000), RunEnd.DONE));
    }
    return run;
  }

  private void trial(
      Journal journal, Cell cell, PlannedTrial planned, Instant at, double slow, Random random) {
    boolean bad = invalid.contains(planned.number());
    TreeMap<String, String> got = new TreeMap<>();
    cell.levels().forEach((factor, value) -> got.put(factor.name(), value.toString()));
    got.put("memory_is", "resident memory of the server's processes");
    Configuration wanted =
        cell.levels().with(Known.MODEL, new Value.Text("/home/someone/models/dummy.gguf"));
    double factor =
        slow
            * slowdown.applyAsDouble(cell.levels().named())
            * (bad ? 100 : wild.getOrDefault(planned.number(), 1.0));
    List<Request> sent = requests(factor, planned.number() * 1_000_000_000_000L, random);
    List<Sample> samples = telemetry(cell, sent, random);
    Event.Trial event =
        new Event.Trial(
            at,
            planned.number(),
            cell.id(),
            planned.block(),
            planned.plot(),
            wanted,
            got,
            bad ? Troubles.of(Trouble.Kind.INVALID, "other load on the machine") : Troubles.NONE,
            requests,
            2,
            watched ? Optional.of(instrument()) : Optional.empty());
    if (summarised) {
      journal.append(
          event,
          sent,
          List.of(),
          samples,
          "",
          TrialSummaries.of(requests, sent, samples, objectives));
    } else {
      journal.append(event, sent, samples);
    }
  }

  private List<Request> requests(double factor, long start, Random random) {
    List<Request> sent = new ArrayList<>();
    long[] free = new long[clients];
    Arrays.fill(free, start);
    for (int id = 1; id <= requests + 2; id++) {
      int client = 0;
      for (int i = 1; i < clients; i++) {
        client = free[i] < free[client] ? i : client;
      }
      double cold = Math.pow(warming, 1 - (double) id / requests);
      Request request = request(id, factor * cold, free[client], random);
      free[client] = request.sent() + request.done().orElseThrow();
      sent.add(request);
    }
    return sent;
  }

  /** A client that did nothing wrong. */
  public static Instrument instrument() {
    return new Instrument(
        Optional.empty(),
        Spread.of(20_000),
        Optional.empty(),
        Spread.of(25_000),
        new Pauses(1, 1_000_000, 1_000_000),
        OptionalInt.of(2),
        OptionalDouble.of(0.125),
        OptionalDouble.of(0.03),
        OptionalLong.empty(),
        OptionalLong.of(0),
        Optional.empty());
  }

  private Request request(int id, double factor, long free, Random random) {
    long lag = 20_000L + random.nextInt(10_000);
    long load = 300_000;
    long wait = 500_000;
    long prefill = (long) (40e6 * factor * Math.exp(0.25 * random.nextGaussian()));
    long[] stamps = new long[16];
    long[] seen = new long[stamps.length];
    long at = load + wait + prefill + 200_000;
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = at;
      seen[i] = 10_000L + random.nextInt(20_000);
      double stall = random.nextInt(200) == 0 ? 8 : 1;
      at += (long) (5e6 * stall * Math.exp(0.2 * random.nextGaussian()));
    }
    long decode = stamps[stamps.length - 1] - stamps[0];
    return new Request(
        id,
        id <= 2 ? Phase.WARMUP : Phase.MEASURED,
        free,
        free + lag,
        OptionalLong.of(stamps[0]),
        Stamps.of(stamps),
        Stamps.of(seen),
        watched ? OptionalInt.of(id % 4 == 0 ? 1 : 0) : OptionalInt.empty(),
        StampClock.KERNEL,
        OptionalLong.of(stamps[0]),
        OptionalLong.of(at),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.of(128),
        OptionalInt.empty(),
        OptionalInt.of(32),
        Optional.of(new ServerTimes(load, prefill, decode, load + wait + prefill + decode)));
  }

  private static List<Sample.Gpu> using(long used) {
    return List.of(
        new Sample.Gpu(
            OptionalDouble.empty(),
            OptionalLong.of(used),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty()));
  }

  private List<Sample> telemetry(Cell cell, List<Request> requests, Random random) {
    long memory = 400L << 20;
    for (Value value : cell.levels().values().values()) {
      memory += value instanceof Value.Whole(long number) ? number << 15 : 0;
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      samples.add(
          new Sample(
              requests.getFirst().sent() + i,
              OptionalLong.of(memory + random.nextInt(1 << 20)),
              OptionalLong.empty(),
              OptionalLong.of(card.isPresent() ? 2L << 30 : 0),
              OptionalDouble.of(i),
              OptionalDouble.of(i),
              OptionalDouble.empty(),
              Optional.empty(),
              card.stream().mapToObj(Synthetic::using).findFirst()));
    }
    return samples;
  }
}
