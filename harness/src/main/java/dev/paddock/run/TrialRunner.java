package dev.paddock.run;

import dev.paddock.client.Call;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import dev.paddock.client.wire.KernelStamps;
import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.load.Connection;
import dev.paddock.load.Heard;
import dev.paddock.load.Loop;
import dev.paddock.load.Replacement;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.readback.Evidence;
import dev.paddock.readback.LoadedModel;
import dev.paddock.readback.ReadBack;
import dev.paddock.readback.Stated;
import dev.paddock.record.Answered;
import dev.paddock.record.Instrument;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import dev.paddock.target.ReadBackLog;
import dev.paddock.target.Server;
import dev.paddock.telemetry.Watch;
import dev.paddock.workload.Batches;
import dev.paddock.workload.OwnPrompts;
import dev.paddock.workload.Prompt;
import dev.paddock.workload.Prompts;
import dev.paddock.workload.SystemPrompts;
import dev.paddock.workload.Vocabulary;
import dev.paddock.workload.WordPrompts;
import dev.paddock.workload.WorkloadException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs single trials against a server that is up: load, warm-up, measurement, read-back. */
final class TrialRunner {
  private static final Prompt SHORTEST = Prompt.of("a");

  private final DesignSpec design;
  private final long seed;
  private final Surroundings machine;
  private final Loads loads;

  /** One for each model and API, because asking costs a slow server seconds. */
  private final Map<String, Vocabulary> vocabularies = new HashMap<>();

  private final Map<Counted, Integer> counts = new HashMap<>();

  private Optional<Loop> inHand = Optional.empty();
  private String loadedKey = "";
  private Optional<String> loadedModel = Optional.empty();
  private Optional<ReadBackLog> serverLog = Optional.empty();
  private Optional<Path> lastLog = Optional.empty();
  private boolean startToKeep;
  private boolean interrupted;

  TrialRunner(DesignSpec design, long seed, Surroundings machine) {
    this.design = design;
    this.seed = seed;
    this.machine = machine;
    this.loads = new Loads(machine);
  }

  /** What tokens were counted of. */
  private record Counted(String asked, Prompt prompt) {}

  /**
   * What a trial left.
   *
   * @param answers those that were checked
   * @param trouble what went wrong
   * @param serverLog what the server logged meanwhile
   */
  record Result(
      List<Request> requests,
      List<Answered> answers,
      List<Sample> telemetry,
      SortedMap<String, String> got,
      Troubles trouble,
      int warmup,
      String serverLog,
      Optional<Instrument> instrument) {

    /** The same with more trouble. */
    Result and(Troubles more) {
      return new Result(
          requests, answers, telemetry, got, trouble.and(more), warmup, serverLog, instrument);
    }
  }

  /**
   * A server was started or found: whatever was loaded before is not known any more.
   *
   * @param started whether Paddock started it: then its start is kept with its first trial
   */
  void newServer(boolean started) {
    loadedKey = "";
    loadedModel = Optional.empty();
    serverLog = Optional.empty();
    startToKeep = started;
  }

  /** Where the trial's part of the log begins: at the server's start where no trial has that. */
  private long logFrom(Server server, ReadBackLog log) {
    boolean fresh = startToKeep && !server.log().equals(lastLog);
    startToKeep = false;
    lastLog = server.log();
    return fresh ? 0 : log.mark();
  }

  /** What the server logged since it was last told to load a model. */
  String logSinceLoad() {
    return serverLog.map(ReadBackLog::sinceLoading).orElse("");
  }

  /** Requests of a trial that do not count, in whole conversations. */
  int warmup(CellSetup setup) {
    int turns = setup.workload().turns();
    int warmup = design.warmup().orElse(setup.load().warmup());
    return turns * Math.ceilDiv(warmup, turns); // whole conversations
  }

  /**
   * Runs one trial.
   *
   * @throws dev.paddock.target.TargetException where the model cannot be loaded or the server is
   *     lost
   * @throws dev.paddock.workload.WorkloadException where no prompts of the wanted length can be
   *     made
   */
  Result run(Server server, CellSetup setup, PlannedTrial trial, Consumer<Request> ended) {
    ReadBackLog log = serverLog.orElseGet(() -> new ReadBackLog(server.log()));
    serverLog = Optional.of(log);
    long logFrom = logFrom(server, log);
    load(server, log, setup);
    int warmup = warmup(setup);
    Lengths lengths = loads.lengths(setup, leastPrompt(server, setup));
    Prompts prompts = prompts(server, setup, lengths, trial);
    lengths.check(server.control().context(setup.model()), warmup + design.requests());
    int replaced = Loads.mostReplaced(setup, design.requests());
    List<Call> calls = calls(setup, lengths, prompts, warmup + design.requests() + replaced);
    // Cells of one block are compared with each other, so their requests leave at the same times.
    Loop loop =
        loads.loop(
            setup,
            warmup + design.requests(),
            drawn(trial.block()),
            new Replacement(lengths::answer, replaced));
    begin(loop);
    long loopLogFrom = log.mark();
    Map<Integer, String> texts = new ConcurrentHashMap<>();
    List<Request> sent;
    Watch watch = Watch.begin(machine.gauges(), server.pid(), unstamped(server));
    try (watch) {
      sent =
          loop.run(
              warmup,
              design.requests(),
              () -> {
                Connection connection =
                    new Connection(
                        StreamClient.to(
                            server.url(), Timeouts.of(design.timeout()), server.control().access()),
                        calls::get);
                return setup.workload().check().isEmpty()
                    ? connection
                    : new Heard(connection, (id, exchange) -> texts.put(id, exchange.text()));
              },
              ended);
    }
    List<Answered> answers =
        setup.workload().check().stream()
            .map(check -> loads.checks(check, setup.workload()))
            .flatMap(checks -> checks.answers(prompts, sent, texts).stream())
            .toList();
    List<Request> requests = Checks.into(turned(setup.workload().turns(), sent), answers);
    Evidence evidence = server.evidence(setup.model(), log, loopLogFrom, idle(requests));
    ReadBack readBack = ReadBack.of(evidence);
    Optional<Instrument> instrument = watch.over(requests);
    Stated stated = server.stated(setup.settings());
    VariableCheck variables = VariableCheck.of(server.pid(), setup.settings());
    Troubles trouble =
        Troubles.of(Kind.SETTING, readBack.differences(setup.settings(), stated))
            .and(Troubles.of(Kind.SETTING, variables.reasons()))
            .and(TrialCheck.of(setup, lengths, design.requests(), requests))
            .and(CacheCheck.logged(setup, lengths, requests, evidence.trial()))
            .and(LoadCheck.of(setup.load(), requests))
            .and(instrument.map(one -> InstrumentCheck.of(one, requests)).orElse(Troubles.NONE));
    return new Result(
        LoggedPrompts.of(evidence.trial()).into(requests),
        answers,
        withModel(watch.samples(), evidence.loaded()),
        got(server, readBack, stated, variables, lengths.raised(calls.size()), requests),
        trouble,
        warmup,
        log.since(logFrom),
        instrument);
  }

  /** Why the client stamps arrivals itself, if it does. */
  private static Optional<String> unstamped(Server server) {
    if ("https".equals(server.url().getScheme())) {
      return Optional.of("TLS");
    }
    return KernelStamps.available()
        ? Optional.empty()
        : Optional.of("this system's kernel does not");
  }

  private void load(Server server, ReadBackLog log, CellSetup setup) {
    String key = setup.body().loadKey();
    if (!key.equals(loadedKey)) {
      loadedKey = "";
      // The model of the cell before would go on taking memory beside this one.
      loadedModel
          .filter(model -> !model.equals(setup.model()))
          .ifPresent(model -> server.control().unload(model));
      // An unload in between, because some changes of options alone do not reload.
      server.control().unload(setup.model());
      log.loading();
      loadedModel = Optional.of(setup.model());
      server.control().load(setup.body());
      loadedKey = key;
    }
  }

  /** The same, each with its turn where they are of conversations. */
  private static List<Request> turned(int turns, List<Request> requests) {
    return turns == 1
        ? requests
        : requests.stream().map(one -> one.inTurn((one.id() - 1) % turns + 1)).toList();
  }

  /** How long the server has had nothing to do. */
  private Duration idle(List<Request> requests) {
    OptionalLong last =
        requests.stream()
            .flatMapToLong(request -> request.done().stream().map(done -> request.sent() + done))
            .max();
    return last.isPresent()
        ? Duration.ofNanos(Math.max(0, machine.nanos().getAsLong() - last.getAsLong()))
        : Duration.ZERO;
  }

  private Prompts prompts(Server server, CellSetup setup, Lengths lengths, PlannedTrial trial) {
    Prompts said = said(server, setup, lengths, trial);
    return setup
        .workload()
        .system()
        .<Prompts>map(
            file ->
                new SystemPrompts(
                    said,
                    heard(server, setup, SystemPrompts.read(file)),
                    setup.workload().prefix(),
                    setup.workload().turns(),
                    drawn(trial.number())))
        .orElse(said);
  }

  /** What the model is told to be, where its template has a place for that. */
  private String heard(Server server, CellSetup setup, String system) {
    int with = tokens(server, setup, SHORTEST.told(system));
    int without = tokens(server, setup, SHORTEST);
    if (with <= without) {
      throw new WorkloadException(
          "workload.system: %s reads %d tokens with it and %d without: its template leaves it out. Say workload.api: raw, or name a model whose template has .System"
              .formatted(setup.model(), with, without));
    }
    return system;
  }

  private Prompts said(Server server, CellSetup setup, Lengths lengths, PlannedTrial trial) {
    Prefix prefix = setup.workload().prefix();
    int turns = setup.workload().turns();
    int batch = setup.workload().batch();
    Prompts texts =
        switch (setup.workload().prompts()) {
          case PromptSource.Drawn(int tokens) -> {
            WordPrompts words =
                new WordPrompts(
                    prefix,
                    vocabulary(server, setup),
                    text -> lengths.words(text / batch).orElse(tokens),
                    drawn(trial.number()));
            yield turns == 1
                ? words
                : words.conversations(turns, setup.workload().answers().asked());
          }
          case PromptSource.Own own ->
              OwnPrompts.of(
                  loads.prompts(own),
                  own.length(),
                  prefix,
                  new OwnPrompts.Requests(batch * warmup(setup), batch * design.requests(), turns),
                  drawn(trial.block()),
                  drawn(trial.number()));
        };
    return batch == 1 ? texts : new Batches(texts, batch);
  }

  /** Tokens of the shortest prompt that can be made: its template, and what all begin with. */
  private int leastPrompt(Server server, CellSetup setup) {
    return switch (setup.workload().prompts()) {
      case PromptSource.Drawn(int tokens) -> {
        Vocabulary vocabulary = vocabulary(server, setup);
        WordPrompts.check(tokens, vocabulary);
        yield WordPrompts.least(vocabulary);
      }
      case PromptSource.Own own -> OwnPrompts.ALIKE + tokens(server, setup, SHORTEST);
    };
  }

  /** Tokens of a prompt, asked for once. */
  private int tokens(Server server, CellSetup setup, Prompt prompt) {
    return counts.computeIfAbsent(
        new Counted(asked(setup), prompt),
        _ -> server.control().promptTokens(setup.body(), prompt));
  }

  /** What a count of tokens depends on, beside the prompt. */
  private static String asked(CellSetup setup) {
    return "%s %s %s"
        .formatted(setup.model(), setup.body().protocol().path(), setup.workload().api());
  }

  private Vocabulary vocabulary(Server server, CellSetup setup) {
    String key = asked(setup);
    Vocabulary known = vocabularies.get(key);
    if (known == null) {
      known = Vocabulary.ask(text -> server.control().promptTokens(setup.body(), Prompt.of(text)));
      vocabularies.put(key, known);
    }
    return known;
  }

  /** The seed of one thing that is drawn. */
  private long drawn(int number) {
    return seed * 1_000_003 + number;
  }

  private synchronized void begin(Loop loop) {
    inHand = Optional.of(loop);
    if (interrupted) {
      loop.stop();
    }
  }

  /** Cuts off the trial in hand, and every later one. From any thread. */
  synchronized void interrupt() {
    interrupted = true;
    inHand.ifPresent(Loop::stop);
  }

  private static SortedMap<String, String> got(
      Server server,
      ReadBack readBack,
      Stated stated,
      VariableCheck variables,
      int raised,
      List<Request> requests) {
    SortedMap<String, String> got = new TreeMap<>(variables.got());
    got.putAll(readBack.got());
    got.putAll(stated.got());
    if (raised > 0) {
      got.put("load.trace", "prompts raised to the shortest that can be made: " + raised);
    }
    TrialCheck.unstreamed(requests).ifPresent(words -> got.put("streamed", words));
    got.put("server", server.version());
    got.put(
        "memory_is",
        server.pid().isPresent() ? "resident memory of the server's processes" : "model size");
    return got;
  }

  /** The last sample gets what only the API tells; a server elsewhere has no other sample. */
  private List<Sample> withModel(List<Sample> samples, Optional<LoadedModel> loaded) {
    if (loaded.isEmpty()) {
      return samples;
    }
    boolean seen = samples.stream().anyMatch(sample -> sample.memory().isPresent());
    List<Sample> all = new ArrayList<>(samples);
    all.add(
        Sample.ofModel(
            machine.nanos().getAsLong(),
            seen ? OptionalLong.empty() : OptionalLong.of(loaded.get().size()),
            loaded.get().vram()));
    return List.copyOf(all);
  }

  /** All made beforehand: while a trial runs, a client has nothing to do but send and stamp. */
  private static List<Call> calls(CellSetup setup, Lengths lengths, Prompts prompts, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            id ->
                new Call(
                    setup.body().protocol(),
                    setup.body().answering(lengths.asked(id)).stream(prompts.prompt(id))))
        .toList();
  }
}
