package dev.paddock.analysis;

import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Plan;
import dev.paddock.record.Calibration;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import dev.paddock.summary.Method;
import dev.paddock.summary.OfCell.Setting;
import dev.paddock.summary.OfInstrument;
import dev.paddock.summary.OfInstrument.Timed;
import dev.paddock.summary.Summary.SoFar;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of a run beside its figures: where, when, on what and how it was measured. */
final class Facts {
  private static final String MEMORY_IS = "memory_is";
  private static final String WITH_REQUEST = "sent with every request";
  private static final String QUANTILE =
      "Hyndman-Fan type 7 within a trial; a quantile of fewer than 6, 36, 72 or 368 values"
          + " (p50, p90, p95, p99) is descriptive";
  private static final String ADJUSTED =
      "three families with 5 % each: hypotheses (Holm); what the first sentence rests on, cells"
          + " beside the control and effects of choices on the metrics that it may speak of (α by"
          + " their number); everything else (Benjamini-Hochberg selection with false-coverage"
          + " intervals). Cells are compared by an error pooled over the cells of their condition,"
          + " a cell whose spread plainly differs by its own";

  private final Plan plan;
  private final Experiment experiment;
  private final List<Event> events;
  private final List<Event.Trial> trials;
  private final Fingerprint environment;
  private final Wanted wanted;

  Facts(
      RunDirectory run,
      Plan plan,
      Experiment experiment,
      List<Event> events,
      List<Event.Trial> trials,
      Wanted wanted) {
    this.wanted = wanted;
    this.environment = run.environment();
    this.plan = plan;
    this.experiment = experiment;
    this.events = events;
    this.trials = trials;
  }

  /** Of the client before the first trial. */
  Optional<Calibration.WarmUp> warmUp() {
    return events.stream()
        .flatMap(event -> event instanceof Event.Run run ? run.warmUp().stream() : Stream.empty())
        .findFirst();
  }

  /** When the run began; empty where nothing happened yet. */
  String at() {
    return events.isEmpty()
        ? ""
        : events.getFirst().at().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  RunEnd ended() {
    return RunEnd.of(events);
  }

  /**
   * How far the run came, if it did not end as it was planned to: it goes on, or it was ended
   * before its least blocks, or could not go on. What the budget ends no figure has ended.
   */
  Optional<SoFar> soFar() {
    List<Event.Trial> planned =
        trials.stream().filter(trial -> trial.repeatOf().isEmpty()).toList();
    int blocks = (int) planned.stream().mapToInt(Event.Trial::block).distinct().count();
    int least = experiment.design().minBlocks();
    boolean early =
        switch (ended()) {
          case DONE, PRECISE, BUDGET -> false;
          case RUNNING -> true;
          case QUICK -> blocks < RunEnd.QUICK_BLOCKS;
          case INTERRUPTED, FAILED -> (wholeBlocks(planned, blocks) ? blocks : blocks - 1) < least;
        };
    return early
        ? Optional.of(
            new SoFar(blocks, least, experiment.design().maxBlocks(), ended() != RunEnd.RUNNING))
        : Optional.empty();
  }

  /** Whether all trials that were wanted of so many blocks have ended. */
  private boolean wholeBlocks(List<Event.Trial> planned, int blocks) {
    long wantedOf = wanted.trials().stream().filter(trial -> trial.block() <= blocks).count();
    long endedOf = planned.stream().filter(trial -> trial.block() <= blocks).count();
    return endedOf >= wantedOf;
  }

  String fingerprint() {
    return environment.id();
  }

  SortedMap<String, String> environment() {
    return Publishable.facts(environment.facts());
  }

  /** The machine in a few words, for captions. */
  String machine() {
    Map<String, String> facts = environment();
    String words =
        Stream.of("cpu.model", "cpu.microarchitecture", "cpu.cores", "memory.total", "gpu.0")
            .filter(facts::containsKey)
            .map(name -> name.equals("cpu.cores") ? facts.get(name) + " cores" : facts.get(name))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "machine " + fingerprint() : words;
  }

  /** Which servers answered, with their versions. */
  String server() {
    SortedSet<String> servers = new TreeSet<>();
    for (Event event : events) {
      if (event instanceof Event.Plot plot) {
        servers.add(Publishable.text(plot.server().replaceAll(" at https?://\\S+", "")));
      }
    }
    return String.join("; ", servers);
  }

  Method method(Counts counts, Optional<OfInstrument> instrument) {
    return new Method(
        experiment.metrics().stream().map(Metric::name).toList(),
        constants(),
        (int) trials.stream().mapToInt(Event.Trial::block).distinct().count(),
        (int) wanted.trials().stream().mapToInt(trial -> trial.block()).distinct().count(),
        experiment.searched().isPresent()
            ? (int) trials.stream().map(Event.Trial::cell).distinct().count()
            : plan.cells().size(),
        plan.leftOut(),
        plan.seed(),
        experiment.design().requests(),
        trials.stream().mapToInt(Event.Trial::warmup).max().orElse(0),
        experiment.design().precision(),
        experiment.loadInWords(),
        experiment.load() instanceof LoadSpec.Open,
        experiment.workload().prompts() instanceof PromptSource.Own own
            ? Optional.of(own.name())
            : Optional.empty(),
        experiment.workload().prompts() instanceof PromptSource.Drawn(int tokens) ? tokens : 0,
        experiment.workload().answers().asked(),
        experiment.workload().answers() instanceof AnswerLength.Natural,
        experiment.workload().turns(),
        experiment.workload().answers() instanceof AnswerLength.None
            ? experiment.workload().batch()
            : 0,
        counts.clocks(),
        instrument
            .flatMap(one -> one.run().clientDelay())
            .filter(delay -> delay.of() == Timed.CHUNKS)
            .map(delay -> OptionalDouble.of(delay.p99()))
            .orElse(OptionalDouble.empty()),
        QUANTILE,
        ADJUSTED);
  }

  /** What is set in every cell alike. */
  private Map<String, Object> constants() {
    Map<String, Object> constants = new TreeMap<>();
    experiment
        .settings(Configuration.NONE)
        .forEach((setting, value) -> constants.put(setting.name(), plain(value)));
    experiment.factors().forEach(factor -> constants.remove(factor.name()));
    return constants;
  }

  /** A level as JSON has it, without the paths of this machine. */
  static Object plain(Value value) {
    return value.plain() instanceof String text ? Publishable.text(text) : value.plain();
  }

  /** What the figure of memory is of; the trials say so. */
  static String memoryIs(List<Event.Trial> trials) {
    return trials.stream()
        .flatMap(trial -> Stream.ofNullable(trial.got().get(MEMORY_IS)))
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /**
   * Each setting wanted, and everything read back, over the trials of a cell; where they do not
   * agree, with the trials of each value.
   */
  static List<Setting> settings(List<Event.Trial> trials) {
    SortedMap<String, SortedMap<String, List<Integer>>> wanted = new TreeMap<>();
    SortedMap<String, SortedMap<String, List<Integer>>> got = new TreeMap<>();
    for (Event.Trial trial : trials) {
      trial
          .wanted()
          .forEach((of, value) -> collect(wanted, of.name(), value.toString(), trial.trial()));
      trial.got().forEach((name, value) -> collect(got, name, value, trial.trial()));
    }
    SortedSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(got.keySet());
    names.remove(MEMORY_IS);
    List<Setting> settings = new ArrayList<>();
    for (String name : names) {
      String read = words(got, name);
      settings.add(new Setting(name, words(wanted, name), read.isEmpty() ? unread(name) : read));
    }
    return List.copyOf(settings);
  }

  /** What stands for a read-back where nothing was read; empty for what no server shows. */
  private static String unread(String name) {
    return name.equals(Known.MODEL.name())
        ? WITH_REQUEST
        : Settings.find(name)
            .map(
                known ->
                    switch (known.scope()) {
                      case REQUEST -> WITH_REQUEST + ", not visible";
                      case LOAD, WORKLOAD -> "kept by Paddock itself";
                      case MODEL_LOAD, SERVER, MODEL, PROXY, BENCH -> "";
                    })
            .orElse("");
  }

  private static void collect(
      SortedMap<String, SortedMap<String, List<Integer>>> values,
      String name,
      String value,
      int trial) {
    values
        .computeIfAbsent(name, n -> new TreeMap<>())
        .computeIfAbsent(Publishable.text(value), v -> new ArrayList<>())
        .add(trial);
  }

  private static String words(
      SortedMap<String, SortedMap<String, List<Integer>>> values, String name) {
    SortedMap<String, List<Integer>> all = values.getOrDefault(name, new TreeMap<>());
    if (all.size() < 2 || all.keySet().stream().allMatch(one -> one.matches("\\d{5,18}"))) {
      // Bytes of memory differ from load to load, and nobody set them.
      return all.size() > 3
          ? String.format(
              Locale.ROOT, "%s … %s (%d values)", all.firstKey(), all.lastKey(), all.size())
          : String.join(", ", all.keySet());
    }
    return all.entrySet().stream()
        .map(
            one ->
                "%s (%s %s)"
                    .formatted(
                        one.getKey(),
                        one.getValue().size() == 1 ? "trial" : "trials",
                        one.getValue().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining(", "));
  }
}
