package dev.paddock.analysis;

import static dev.paddock.analysis.CellEstimate.high;
import static dev.paddock.analysis.CellEstimate.low;

import dev.paddock.analysis.Summary.Effect;
import dev.paddock.analysis.Summary.Interaction;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.experiment.Metric;
import dev.paddock.settings.Value;
import dev.paddock.stats.Factorial;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Strata;
import dev.paddock.stats.Strata.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What factors do, averaged over the others, and where one depends on another: contrasts of the
 * cells in a least-squares fit of the logarithms, with blocks and whole plots as strata.
 *
 * @param levels each level of a factor beside its first
 * @param interactions of the levels of each two factors
 */
record Effects(List<OfLevel> levels, List<OfPair> interactions) {
  Effects {
    levels = List.copyOf(levels);
    interactions = List.copyOf(interactions);
  }

  /** A level of a factor beside the factor's first. */
  record Level(String factor, Value value, Value first) {}

  /**
   * What a contrast of cells says.
   *
   * @param descriptive whether the figures are quantiles of too few values to have an interval
   * @param blocks that have a cell of either side
   * @param cells that have what it is the effect of
   */
  record Statement(
      Metric metric,
      Strata.Contrast contrast,
      boolean descriptive,
      int blocks,
      int cells,
      long requests,
      Looks looks) {

    double ratio() {
      return Math.exp(contrast.value());
    }

    Optional<Interval> interval(double confidence) {
      return descriptive
          ? Optional.empty()
          : contrast.interval(looks.nominal(confidence)).map(logs -> logs.map(Math::exp));
    }

    /** Of no difference; 1 where there is no interval. */
    double pValue() {
      return descriptive ? 1 : looks.pValue(contrast.pValue(0));
    }

    boolean decides() {
      return !descriptive && contrast.error().isPresent();
    }

    String stratum() {
      return switch (contrast.stratum()) {
        case WHOLE_PLOTS -> "whole plots";
        case WITHIN_PLOTS -> "trials";
      };
    }

    String estimator() {
      return decides()
          ? "least squares of the logarithms, error of " + stratum() + ", t interval"
          : CellEstimate.DESCRIPTIVE;
    }
  }

  /** The effect of one level. */
  record OfLevel(Level level, Statement statement) implements Exploration.Finding {
    @Override
    public double pValue() {
      return statement.pValue();
    }

    @Override
    public boolean decides() {
      return statement.decides();
    }

    /** The same as a summary has it, with an adjusted interval of this confidence. */
    Effect at(double confidence, double margin) {
      Optional<Interval> plain = statement.interval(Observed.CONFIDENCE);
      Optional<Interval> adjusted = statement.interval(confidence);
      Verdict verdict = Comparison.ofRatio(adjusted, margin);
      return new Effect(
          statement.metric.name(),
          level.factor,
          Publishable.text(level.value.toString()),
          Publishable.text(level.first.toString()),
          statement.ratio(),
          low(plain),
          high(plain),
          low(adjusted),
          high(adjusted),
          verdict,
          Comparison.reads(statement.metric, verdict),
          statement.blocks,
          statement.cells,
          statement.stratum(),
          margin,
          statement.requests,
          statement.estimator());
    }
  }

  /** The interaction of a level of one factor with a level of another. */
  record OfPair(Level level, Level other, Statement statement) implements Exploration.Finding {
    @Override
    public double pValue() {
      return statement.pValue();
    }

    @Override
    public boolean decides() {
      return statement.decides();
    }

    /** The same as a summary has it, with an adjusted interval of this confidence. */
    Interaction at(double confidence, double margin) {
      Optional<Interval> plain = statement.interval(Observed.CONFIDENCE);
      Optional<Interval> adjusted = statement.interval(confidence);
      return new Interaction(
          statement.metric.name(),
          level.factor,
          Publishable.text(level.value.toString()),
          Publishable.text(level.first.toString()),
          other.factor,
          Publishable.text(other.value.toString()),
          Publishable.text(other.first.toString()),
          statement.ratio(),
          low(plain),
          high(plain),
          low(adjusted),
          high(adjusted),
          Comparison.ofRatio(adjusted, margin),
          statement.blocks,
          statement.stratum(),
          statement.requests,
          statement.estimator());
    }
  }

  /** All findings. */
  Stream<Exploration.Finding> findings() {
    return Stream.concat(levels.stream(), interactions.stream());
  }

  /**
   * The effects on each metric whose figures are all positive.
   *
   * @param wholePlots the factors that change with the server alone
   */
  static Effects of(List<Metric> metrics, List<Observed> cells, Set<String> wholePlots) {
    List<OfLevel> levels = new ArrayList<>();
    List<OfPair> interactions = new ArrayList<>();
    for (Metric metric : metrics) {
      Fit.of(metric, cells, wholePlots)
          .ifPresent(
              fit -> {
                levels.addAll(fit.levels());
                interactions.addAll(fit.interactions());
              });
    }
    return new Effects(levels, interactions);
  }

  /** The fit of one metric over the cells that have it. */
  private record Fit(
      Metric metric,
      List<Observed> cells,
      Map<String, List<Value>> factors,
      Factorial factorial,
      Strata strata) {

    static Optional<Fit> of(Metric metric, List<Observed> all, Set<String> wholePlots) {
      List<Observed> cells = all.stream().filter(cell -> !cell.figures(metric).isEmpty()).toList();
      List<Measured.One> figures =
          cells.stream().flatMap(cell -> cell.figures(metric).values().stream()).toList();
      if (cells.size() < 2 || Observed.linear(metric, figures)) {
        return Optional.empty();
      }
      Map<String, List<Value>> factors = factors(cells);
      List<Integer> blocks =
          List.copyOf(
              new TreeSet<>(
                  cells.stream().flatMap(cell -> cell.figures(metric).keySet().stream()).toList()));
      List<Observation> observations = new ArrayList<>();
      List<Map<String, Value>> servers = new ArrayList<>();
      int[] setups = new int[cells.size()];
      int[][] levels = new int[cells.size()][];
      for (int i = 0; i < cells.size(); i++) {
        int treatment = i;
        Map<String, Value> cell = cells.get(i).cell().levels();
        levels[i] =
            factors.entrySet().stream()
                .mapToInt(
                    factor ->
                        Optional.ofNullable(cell.get(factor.getKey()))
                            .map(factor.getValue()::indexOf)
                            .orElse(Factorial.NONE))
                .toArray();
        Map<String, Value> server = new LinkedHashMap<>(cell);
        server.keySet().retainAll(wholePlots);
        if (!servers.contains(server)) {
          servers.add(server);
        }
        setups[i] = servers.indexOf(server);
        cells
            .get(i)
            .figures(metric)
            .forEach(
                (block, figure) ->
                    observations.add(
                        new Observation(
                            blocks.indexOf(block), treatment, Math.log(figure.value()))));
      }
      return Optional.of(
          new Fit(metric, cells, factors, new Factorial(levels), Strata.of(observations, setups)));
    }

    private static Map<String, List<Value>> factors(List<Observed> cells) {
      Map<String, List<Value>> factors = new LinkedHashMap<>();
      for (Observed cell : cells) {
        cell.cell()
            .levels()
            .forEach(
                (factor, value) -> {
                  List<Value> known = factors.computeIfAbsent(factor, name -> new ArrayList<>());
                  if (!known.contains(value)) {
                    known.add(value);
                  }
                });
      }
      factors.forEach((factor, values) -> comparedFirst(factor, values, cells));
      return factors;
    }

    /**
     * A level that only stands where other factors differ too, like a setting of a proxy where
     * there is none, is no base that others can be held against.
     */
    private static void comparedFirst(String factor, List<Value> values, List<Observed> cells) {
      Map<Map<String, Value>, Set<Value>> alike = new HashMap<>();
      for (Observed cell : cells) {
        Map<String, Value> others = new LinkedHashMap<>(cell.cell().levels());
        Optional.ofNullable(others.remove(factor))
            .ifPresent(value -> alike.computeIfAbsent(others, o -> new HashSet<>()).add(value));
      }
      Set<Value> compared = new HashSet<>();
      alike.values().stream().filter(levels -> levels.size() > 1).forEach(compared::addAll);
      values.sort(Comparator.comparing(value -> !compared.contains(value)));
    }

    private Level level(int factor, int level) {
      String name = List.copyOf(factors.keySet()).get(factor);
      List<Value> values = factors.getOrDefault(name, List.of());
      return new Level(name, values.get(level), values.getFirst());
    }

    /** Every factor with every level but its first. */
    private List<int[]> changes() {
      List<List<Value>> values = List.copyOf(factors.values());
      return IntStream.range(0, values.size())
          .boxed()
          .flatMap(
              factor ->
                  IntStream.range(1, values.get(factor).size())
                      .mapToObj(level -> new int[] {factor, level}))
          .toList();
    }

    List<OfLevel> levels() {
      List<OfLevel> levels = new ArrayList<>();
      for (int[] one : changes()) {
        factorial
            .effect(one[0], one[1])
            .flatMap(this::statement)
            .ifPresent(said -> levels.add(new OfLevel(level(one[0], one[1]), said)));
      }
      return levels;
    }

    List<OfPair> interactions() {
      List<OfPair> pairs = new ArrayList<>();
      List<int[]> changes = changes();
      for (int[] one : changes) {
        for (int[] other : changes) {
          if (one[0] < other[0]) {
            factorial
                .interaction(one[0], one[1], other[0], other[1])
                .flatMap(this::statement)
                .ifPresent(
                    said ->
                        pairs.add(
                            new OfPair(level(one[0], one[1]), level(other[0], other[1]), said)));
          }
        }
      }
      return pairs;
    }

    private Optional<Statement> statement(double[] coefficients) {
      List<Measured.One> figures = new ArrayList<>();
      Set<Integer> more = new TreeSet<>();
      Set<Integer> less = new TreeSet<>();
      int with = 0;
      for (int i = 0; i < coefficients.length; i++) {
        if (Math.abs(coefficients[i]) > 1e-9) {
          var own = cells.get(i).figures(metric);
          figures.addAll(own.values());
          (coefficients[i] > 0 ? more : less).addAll(own.keySet());
          with += coefficients[i] > 0 ? 1 : 0;
        }
      }
      more.retainAll(less);
      int cellsWith = with;
      return strata
          .contrast(coefficients)
          .map(
              contrast ->
                  new Statement(
                      metric,
                      contrast,
                      Observed.descriptive(metric, figures),
                      more.size(),
                      cellsWith,
                      figures.stream().mapToLong(Measured.One::requests).sum(),
                      cells.getFirst().looks()));
    }
  }
}
