package dev.paddock.analysis;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.stats.Capacity;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfCurve.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Curves along load (measurement.md): each configuration of choices at the loads that it was
 * measured at, up to which of them it meets the first limit on a latency, and where more load stops
 * to buy throughput.
 */
final class Curves {
  /** A doubling of load that buys less than this is a knee. */
  private static final double GAIN = 1.10;

  private final Setting load;
  private final Question question;
  private final Optional<Objective.AtMost> limit;

  private Curves(Setting load, Question question) {
    this.load = load;
    this.question = question;
    this.limit = Objective.ofLatency(question.objectives());
  }

  /**
   * What is asked of the curves.
   *
   * @param control beside whose choices the others are laid
   * @param statements that share the error of the first sentence, in which capacities are one
   * @param windows cells that a search chose for its blocks after the first, which alone say up to
   *     which load it goes, the newest first: of each curve the newest counts that has two blocks;
   *     empty where nothing was searched
   */
  record Question(
      List<Objective> objectives, Cell control, int statements, List<Set<String>> windows) {
    Question {
      objectives = List.copyOf(objectives);
      windows = List.copyOf(windows);
    }
  }

  /** Whether an experiment varies a load. */
  static boolean asked(Experiment experiment) {
    return experiment.factors().stream()
        .anyMatch(factor -> LoadSpec.AMOUNTS.contains(factor.setting()));
  }

  /** The curves of these cells, in their order; none where no load was varied. */
  static List<OfCurve> of(List<Observed> cells, Question question) {
    return LoadSpec.AMOUNTS.stream()
        .map(load -> new Curves(load, question).all(cells))
        .filter(curves -> !curves.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<OfCurve> all(List<Observed> cells) {
    Map<Configuration, List<Observed>> byChoice = new LinkedHashMap<>();
    cells.stream()
        .filter(cell -> load(cell).isPresent())
        .sorted(Comparator.comparingDouble(this::loaded))
        .forEach(
            cell -> byChoice.computeIfAbsent(apart(cell.cell()), c -> new ArrayList<>()).add(cell));
    List<Configuration> choices =
        cells.stream()
            .map(cell -> apart(cell.cell()))
            .distinct()
            .filter(choice -> byChoice.getOrDefault(choice, List.of()).size() > 1)
            .toList();
    Map<Configuration, Limited> limited = new LinkedHashMap<>();
    choices.forEach(
        choice ->
            limited(byChoice.getOrDefault(choice, List.of()))
                .ifPresent(one -> limited.put(choice, one)));
    return choices.stream()
        .map(
            choice -> {
              List<Observed> rising = byChoice.getOrDefault(choice, List.of());
              return new OfCurve(
                  plain(choice),
                  load.name(),
                  rising.stream()
                      .map(cell -> new OfCurve.Point(loaded(cell), cell.cell().id()))
                      .toList(),
                  Optional.ofNullable(limited.get(choice)).map(this::capacity),
                  beside(choice, apart(question.control()), limited),
                  knee(rising),
                  rising.stream().anyMatch(cell -> buys(cell, rising).isPresent()));
            })
        .toList();
  }

  private OptionalDouble load(Observed cell) {
    return cell.cell().levels().get(load).map(LoadSpec::amount).orElse(OptionalDouble.empty());
  }

  private double loaded(Observed cell) {
    return load(cell).orElseThrow();
  }

  /** What a cell is, its load apart. */
  private Configuration apart(Cell cell) {
    return cell.levels().only(setting -> !setting.equals(load));
  }

  private static Map<String, Object> plain(Configuration choice) {
    Map<String, Object> levels = new LinkedHashMap<>();
    choice.forEach((setting, value) -> levels.put(setting.name(), Facts.plain(value)));
    return levels;
  }

  /**
   * What says up to which load a configuration meets the limit.
   *
   * @param logs of the latency by block, then by load; of the blocks that have every load
   */
  private record Limited(
      Objective.AtMost limit,
      List<Double> loads,
      SortedMap<Integer, List<Double>> logs,
      double confidence) {}

  /** Empty where there is no limit, for fewer than two blocks, and where values are too few. */
  private Optional<Limited> limited(List<Observed> all) {
    return question.windows().isEmpty()
        ? within(all)
        : question.windows().stream()
            .map(cells -> all.stream().filter(cell -> cells.contains(cell.cell().id())))
            .flatMap(some -> within(some.map(cell -> cell.from(2)).toList()).stream())
            .findFirst();
  }

  private Optional<Limited> within(List<Observed> rising) {
    if (limit.isEmpty() || rising.size() < 2) {
      return Optional.empty();
    }
    Metric metric = limit.get().metric();
    Set<Integer> blocks = new TreeSet<>(rising.getFirst().valid().keySet());
    rising.forEach(cell -> blocks.removeIf(block -> !tells(cell, block, metric)));
    List<OfMetric> figures =
        rising.stream()
            .flatMap(cell -> cell.valid().values().stream())
            .flatMap(trial -> trial.figure(metric).stream())
            .toList();
    boolean decides =
        !Observed.descriptive(metric, figures) && figures.stream().allMatch(one -> one.value() > 0);
    if (blocks.size() < 2 || !decides) {
      return Optional.empty();
    }
    double beyond =
        figures.stream().mapToDouble(OfMetric::value).max().orElse(0) + limit.get().limit();
    SortedMap<Integer, List<Double>> logs = new TreeMap<>();
    for (int block : blocks) {
      logs.put(
          block,
          rising.stream().map(cell -> Math.log(latency(cell, block, metric, beyond))).toList());
    }
    return Optional.of(
        new Limited(
            limit.get(),
            rising.stream().map(this::loaded).toList(),
            logs,
            rising.getFirst().looks().nominal(Observed.CONFIDENCE)));
  }

  private static boolean tells(Observed cell, int block, Metric metric) {
    Measured trial = cell.valid().get(block);
    return trial != null
        && (trial.above().contains(metric.name()) || trial.figure(metric).isPresent());
  }

  /** Where so many requests failed that there is no figure it is beyond all that were measured. */
  private static double latency(Observed cell, int block, Metric metric, double beyond) {
    return Optional.ofNullable(cell.valid().get(block))
        .flatMap(trial -> trial.figure(metric))
        .map(OfMetric::value)
        .orElse(beyond);
  }

  private OfCurve.Capacity capacity(Limited of) {
    Capacity found =
        Capacity.of(
            numbers(of.loads()),
            of.logs().values().stream().map(Curves::numbers).toArray(double[][]::new),
            Math.log(of.limit().limit()),
            of.confidence());
    boolean whole = load.equals(Known.LOAD_CLIENTS);
    Reach reach =
        found.below(found.load())
            ? Reach.BELOW
            : found.above(found.load()) ? Reach.ABOVE : Reach.WITHIN;
    return new OfCurve.Capacity(
        of.limit().metric().name(),
        of.limit().limit(),
        reach == Reach.WITHIN
            ? OptionalDouble.of(counted(found.load(), whole))
            : OptionalDouble.empty(),
        found.least(),
        found.most(),
        reach,
        found.below(found.low())
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.min(found.most(), counted(found.low(), whole))),
        found.above(found.high())
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.max(found.least(), counted(found.high(), whole))),
        of.logs().size());
  }

  /** So many clients are served as are whole; a rate is what it is. */
  private static double counted(double load, boolean whole) {
    return whole ? Math.floor(load) : load;
  }

  /**
   * How many times the load of the control's choices a configuration bears under the same
   * condition, paired by block; the error is shared out over the statements of the first sentence
   * and over all that are compared. Empty where a block's curve does not cross the limit between
   * its loads, since leaving that block out would choose by the result.
   */
  private Optional<OfCurve.Beside> beside(
      Configuration choice, Configuration control, Map<Configuration, Limited> limited) {
    Configuration kept = control.only(setting -> !LoadCondition.is(setting));
    Configuration reference =
        limited.keySet().stream()
            .filter(one -> one.only(setting -> !LoadCondition.is(setting)).equals(kept))
            .filter(one -> one.only(LoadCondition::is).equals(choice.only(LoadCondition::is)))
            .findFirst()
            .orElse(choice);
    Limited mine = limited.get(choice);
    Limited other = limited.get(reference);
    if (reference.equals(choice) || mine == null || other == null) {
      return Optional.empty();
    }
    List<Double> ratios = new ArrayList<>();
    for (int block : mine.logs().keySet()) {
      if (other.logs().containsKey(block)) {
        OptionalDouble above = crossing(mine, block);
        OptionalDouble below = crossing(other, block);
        if (above.isEmpty() || below.isEmpty()) {
          return Optional.empty();
        }
        ratios.add(Math.log(above.getAsDouble() / below.getAsDouble()));
      }
    }
    if (ratios.size() < 2) {
      return Optional.empty();
    }
    Student student = Student.of(numbers(ratios));
    double error =
        (1 - mine.confidence()) / question.statements() / Math.max(1, limited.size() - 1);
    return student
        .interval(1 - error)
        .map(
            interval ->
                new OfCurve.Beside(
                    plain(reference),
                    Math.exp(student.mean()),
                    Math.exp(interval.low()),
                    Math.exp(interval.high()),
                    ratios.size()));
  }

  private static double[] numbers(List<Double> numbers) {
    return numbers.stream().mapToDouble(number -> number).toArray();
  }

  private static OptionalDouble crossing(Limited of, int block) {
    List<Double> logs = of.logs().getOrDefault(block, List.of());
    return Capacity.ofBlock(numbers(of.loads()), numbers(logs), Math.log(of.limit().limit()));
  }

  private OptionalDouble knee(List<Observed> rising) {
    return rising.stream()
        .filter(cell -> buys(cell, rising).filter(one -> one.high() < GAIN).isPresent())
        .flatMap(cell -> load(cell).stream().boxed())
        .findFirst()
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** What twice the load brings in throughput, as a ratio; empty where no blocks tell. */
  private Optional<Interval> buys(Observed cell, List<Observed> rising) {
    return doubled(cell, rising)
        .flatMap(twice -> Comparison.of(Metric.THROUGHPUT, twice, cell))
        .filter(Comparison::ratio)
        .flatMap(one -> one.interval(Observed.CONFIDENCE));
  }

  private Optional<Observed> doubled(Observed cell, List<Observed> rising) {
    double twice = 2 * loaded(cell);
    return rising.stream()
        .filter(other -> Math.abs(loaded(other) - twice) < 1e-9 * twice)
        .findFirst();
  }
}
