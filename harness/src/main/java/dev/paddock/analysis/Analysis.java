package dev.paddock.analysis;

import dev.paddock.experiment.Experiment;
import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Looks;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.record.Figure;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.record.StampClock;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.Trouble;
import dev.paddock.summary.Calibrated;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfInstrument;
import dev.paddock.summary.OfInstrument.StampedBy;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Answer;
import dev.paddock.summary.Summary.Distribution;
import dev.paddock.summary.Summary.Excluded;
import dev.paddock.summary.Summary.Kind;
import dev.paddock.summary.Summary.SoFar;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The way from a run directory to everything that it says; files in, a {@link Summary} out. */
public final class Analysis {
  private static final int USUAL_STREAMS = 32;

  private final Experiment experiment;
  private final RunDirectory run;
  private final Plan plan;
  private final List<Event> events;
  private final List<Event.Trial> trials;
  private final Wanted wanted;
  private final Counts counts = new Counts();
  private final Turns turns = new Turns();
  private final Instruments instruments = new Instruments();
  private final Map<Integer, Measured> measured = new HashMap<>();

  private Analysis(RunDirectory run, Experiment experiment) {
    this.run = run;
    this.experiment = experiment;
    this.plan = run.plan();
    this.events = run.events();
    this.trials = lastOfEach(events(Event.Trial.class));
    this.wanted = new Wanted(plan, experiment.design().minBlocks(), events);
  }

  /** The same of the experiment as the run's own file says it. */
  public static Summary of(RunDirectory run) {
    return of(run, run.experiment());
  }

  /**
   * All figures of the run, which are not yet put in words; the same files give the same summary,
   * anywhere.
   *
   * @param experiment what the run's experiment file says
   * @throws dev.paddock.journal.RunDirectoryException where a file of the run cannot be read
   */
  public static Summary of(RunDirectory run, Experiment experiment) {
    return new Analysis(run, experiment).summary();
  }

  private <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** A trial is written once; should a number stand twice, the later one is what happened. */
  private static List<Event.Trial> lastOfEach(List<Event.Trial> trials) {
    SortedMap<Integer, Event.Trial> last = new TreeMap<>();
    trials.forEach(trial -> last.put(trial.trial(), trial));
    return List.copyOf(last.values());
  }

  private Summary summary() {
    read();
    List<Observed> cells = plan.cells().stream().filter(this::speaks).map(this::observed).toList();
    Optional<Observed> control =
        cells.stream().filter(cell -> cell.cell().id().equals(plan.control())).findFirst();
    List<Metric> metrics = experiment.metrics();
    Metric latency = Metric.latency(metrics);
    List<OfCell> ofCells = cells.stream().map(this::ofCell).toList();
    Facts facts = new Facts(run, plan, experiment, events, trials, wanted);
    Optional<SoFar> soFar = facts.soFar();
    Qualities checked =
        experiment
            .workload()
            .check()
            .map(
                check ->
                    Qualities.of(
                        check, run, trials, LoadCondition.of(plan.cells(), plan.control())))
            .orElse(Qualities.NONE);
    Inference every = shown(cells, checked);
    Qualities qualities = soFar.isEmpty() ? checked : checked.unjudged();
    Inference shown = soFar.isEmpty() ? every : every.unjudged();
    List<Contrast> contrasts = shown.explored().contrasts();
    Optional<OfInstrument> instrument =
        instruments
            .summary(facts.warmUp())
            .map(own -> own.with(calibrated(own.stampedBy(), ofCells, contrasts)));
    boolean bench = metrics.stream().anyMatch(m -> m.quantity() == Quantity.TIME);
    Course course = course(latency, bench);
    // The loads of a search were chosen by what was seen at them: it compares capacities alone.
    boolean comparing = experiment.searched().isEmpty();
    return new Summary(
        experiment.name(),
        experiment.question(),
        facts.at(),
        facts.fingerprint(),
        facts.machine(),
        facts.server(),
        bench ? Kind.BENCH : Kind.LOAD,
        facts.ended(),
        plan.control(),
        Answer.NONE,
        soFar,
        comparing ? shown.conditions() : List.of(),
        soFar.isEmpty()
            ? Curves.of(
                cells,
                new Curves.Question(
                    experiment.objectives(),
                    plan.cell(plan.control()),
                    comparing ? Inference.asked(experiment).statements() : 1,
                    windows()))
            : List.of(),
        wanted.trials().size(),
        trials.size(),
        (int) trials.stream().filter(trial -> !trial.counts()).count(),
        ofCells,
        turns.all(),
        qualities.all(),
        contrasts,
        shown.explored().effects(),
        shown.explored().interactions(),
        shown.hypotheses(),
        shown.objectives(),
        shown.front(),
        shown.points(),
        distributions(cells),
        control.map(course::drift).orElse(List.of()),
        excluded(),
        course.outliers(cells),
        Steered.dropped(wanted),
        Steered.stop(wanted),
        infeasible(),
        facts.method(counts, instrument),
        instrument,
        facts.environment());
  }

  /** What cells show; if some trials were noisy, doubted where the others alone say otherwise. */
  private Inference shown(List<Observed> cells, Qualities qualities) {
    Inference all = Inference.of(experiment, plan, trials, wanted, qualities, cells);
    return cells.stream().allMatch(cell -> cell.noisy().isEmpty())
        ? all
        : all.besideQuiet(
            Inference.of(
                experiment,
                plan,
                trials,
                wanted,
                qualities,
                cells.stream().map(Observed::quiet).toList()));
  }

  /** Where nothing limits how many requests are under way, the usual rung has to do. */
  private Optional<Calibrated> calibrated(
      StampedBy stampedBy, List<OfCell> cells, List<Contrast> contrasts) {
    StampClock clock = stampedBy == StampedBy.KERNEL ? StampClock.KERNEL : StampClock.USER;
    int streams = experiment.load().mostAtOnce().orElse(USUAL_STREAMS);
    return run.calibration()
        .flatMap(known -> Calibrated.of(known, streams, clock, cells, contrasts));
  }

  private void read() {
    List<Kept> all = trials.parallelStream().map(this::kept).toList();
    for (int i = 0; i < all.size(); i++) {
      add(trials.get(i), all.get(i));
    }
  }

  private void add(Event.Trial trial, Kept kept) {
    Measured figures =
        switch (kept) {
          case Kept.Elsewhere(Measured written) -> written;
          case Kept.Sent(TrialSummary summary) -> {
            counts.add(trial, summary);
            instruments.add(trial, summary);
            yield Measured.of(summary);
          }
        };
    if (trial.counts()) {
      measured.put(trial.trial(), figures.without(trial.trouble().lost()));
      if (kept instanceof Kept.Sent(TrialSummary summary)
          && !trial.trouble().lost().contains(Quantity.TTFT)) {
        turns.add(trial.cell(), summary.turns());
      }
    }
  }

  /** What a trial left. */
  private sealed interface Kept {
    /** Something else measured it. */
    record Elsewhere(Measured written) implements Kept {}

    /** It sent requests. */
    record Sent(TrialSummary summary) implements Kept {}
  }

  private Kept kept(Event.Trial trial) {
    SortedMap<String, Figure> figures = run.figures(trial.trial());
    return figures.isEmpty()
        ? new Kept.Sent(TrialSummaries.of(run, trial, experiment.objectives()))
        : new Kept.Elsewhere(Measured.of(figures));
  }

  /** Of a search most cells are never run, and say nothing. */
  private boolean speaks(Cell cell) {
    return experiment.searched().isEmpty()
        || trials.stream().anyMatch(trial -> trial.cell().equals(cell.id()));
  }

  /** The cells of each block of a search but the first, the newest first. */
  private List<Set<String>> windows() {
    return wanted.courses().reversed().stream()
        .filter(course -> course.stage() == Event.Stage.SEARCHING && course.after() > 0)
        .map(course -> Set.copyOf(course.next()))
        .toList();
  }

  private Observed observed(Cell cell) {
    SortedMap<Integer, Measured> valid = new TreeMap<>();
    Set<Integer> noisy = new TreeSet<>();
    int invalid = 0;
    for (Event.Trial trial : trials) {
      if (trial.cell().equals(cell.id())) {
        Optional<Measured> figures = Optional.ofNullable(measured.get(trial.trial()));
        if (!trial.counts()) {
          invalid++;
        } else if (figures.isPresent()) {
          valid.merge(trial.block(), figures.get(), Measured::filledBy);
          if (trial.trouble().has(Trouble.Degree.NOISY)) {
            noisy.add(trial.block());
          }
        }
      }
    }
    return new Observed(cell, valid, invalid, looks(), noisy);
  }

  /** A run whose blocks may stop it was looked at after each. */
  private Looks looks() {
    int blocks = trials.stream().mapToInt(Event.Trial::block).max().orElse(0);
    if (!experiment.design().open()) {
      return Looks.NONE;
    }
    Looks looks =
        new Looks(blocks, experiment.design().minBlocks(), experiment.design().maxBlocks());
    return RunEnd.of(events) == RunEnd.INTERRUPTED ? looks.endedByHand() : looks;
  }

  private OfCell ofCell(Observed cell) {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (Metric metric : Metric.all()) {
      CellEstimate.of(metric, cell).ifPresent(one -> metrics.put(metric.name(), one));
    }
    Map<String, Object> levels = new LinkedHashMap<>();
    cell.cell().levels().forEach((factor, value) -> levels.put(factor.name(), Facts.plain(value)));
    Map<String, Double> anatomy = new LinkedHashMap<>();
    for (Metric metric : Metric.anatomy()) {
      Optional.ofNullable(metrics.get(metric.name()))
          .ifPresent(one -> anatomy.put(metric.name(), one.value()));
    }
    List<Event.Trial> of =
        trials.stream().filter(trial -> trial.cell().equals(cell.cell().id())).toList();
    return new OfCell(
        cell.cell().id(),
        Publishable.text(cell.cell().label()),
        levels,
        of.size(),
        cell.invalid(),
        counts.moved(cell.cell().id()),
        metrics,
        anatomy,
        Facts.memoryIs(of),
        Facts.settings(of),
        counts.of(cell.cell().id()));
  }

  private static List<Distribution> distributions(List<Observed> cells) {
    return Quantity.SHAPES.stream()
        .flatMap(
            quantity ->
                cells.parallelStream()
                    .flatMap(cell -> Shapes.distribution(quantity, cell).stream())
                    .toList()
                    .stream())
        .toList();
  }

  private Course course(Metric latency, boolean bench) {
    return new Course(
        trials,
        events.isEmpty() ? Instant.EPOCH : events.getFirst().at(),
        bench ? List.of(experiment.metrics().getFirst()) : List.of(latency, Metric.THROUGHPUT),
        plan.seed());
  }

  private List<Summary.Infeasible> infeasible() {
    return events(Event.Infeasible.class).stream()
        .map(
            one ->
                new Summary.Infeasible(
                    one.cell(), Publishable.text(one.why()), one.because(), skipped(one.cell())))
        .toList();
  }

  private int skipped(String cell) {
    long planned = wanted.trials().stream().filter(trial -> trial.cell().equals(cell)).count();
    long ended = trials.stream().filter(trial -> trial.cell().equals(cell)).count();
    return (int) (planned - ended);
  }

  private List<Excluded> excluded() {
    return trials.stream()
        .filter(trial -> !trial.trouble().all().isEmpty())
        .map(
            trial ->
                new Excluded(
                    trial.trial(),
                    trial.cell(),
                    trial.block(),
                    Optional.of(trial.validity()),
                    trial.lost(),
                    trial.repeatOf(),
                    trial.reasons().stream().map(Publishable::text).toList()))
        .toList();
  }
}
