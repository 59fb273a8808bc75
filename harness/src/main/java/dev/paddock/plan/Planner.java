package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Draws the order of an experiment: randomised complete blocks, and inside each block whole plots.
 *
 * <p>Every block runs every cell once, the control among them. Cells that need the same server
 * variables form a whole plot, which one server process serves, and those of them that need the
 * same proxy stand together; the order of plots in a block, of proxies in a plot and of cells are
 * drawn. The generator is {@code L64X128MixRandom}, seeded with the plan's seed, so the same
 * experiment and seed give the same plan on every machine.
 *
 * <p>Planned are the least number of blocks that the file allows; more are for the rules that stop
 * a run.
 */
public final class Planner {
  private static final long MOST_COMBINATIONS = 100_000;
  private static final long MOST_TRIALS = 1_000_000;

  private Planner() {}

  /**
   * The plan of an experiment.
   *
   * @param max what {@code max} stands for; where it is empty, {@code max} stays a level
   * @throws PlanException where no cell is left, or one that is spoken of is left out
   */
  public static Plan plan(Experiment experiment, long seed, OptionalLong max) {
    List<Map<String, Value>> combinations = combinations(experiment, max);
    List<Cell> cells = new ArrayList<>();
    for (Map<String, Value> levels : combinations) {
      if (admitted(experiment, levels)) {
        cells.add(new Cell("c%02d".formatted(cells.size() + 1), levels));
      }
    }
    int leftOut = combinations.size() - cells.size();
    if (cells.isEmpty()) {
      throw new PlanException(
          "%s: no cell is left: where leaves out all %d combinations.\n  Loosen where, or add levels."
              .formatted(experiment.name(), leftOut));
    }
    String control =
        find(experiment, experiment.design().control(), cells, max, "the control").id();
    for (Hypothesis hypothesis : experiment.hypotheses()) {
      var when = find(experiment, hypothesis.when(), cells, max, hypothesis.id() + ".when");
      var versus = find(experiment, hypothesis.versus(), cells, max, hypothesis.id() + ".versus");
      if (when.equals(versus)) {
        throw new PlanException(
            ("%s: %s compares the cell %s with itself.\n"
                    + "  Name in when and versus the factor in which they differ.")
                .formatted(experiment.name(), hypothesis.id(), when.label()));
      }
    }
    Overflow.check(experiment, cells);
    int blocks = experiment.design().minBlocks();
    if ((long) blocks * cells.size() > MOST_TRIALS) {
      throw new PlanException(
          "%s: %d cells in %d blocks are more trials than any machine will run."
              .formatted(experiment.name(), cells.size(), blocks));
    }
    return new Plan(
        experiment.name(), seed, cells, leftOut, control, trials(experiment, cells, blocks, seed));
  }

  private static List<Map<String, Value>> combinations(Experiment experiment, OptionalLong max) {
    List<Map<String, Value>> combinations = List.of(Map.of());
    for (Factor factor : experiment.factors()) {
      List<Value> levels = factor.resolve(max);
      if ((long) combinations.size() * levels.size() > MOST_COMBINATIONS) {
        throw new PlanException(
            "%s: the factors have over %d combinations.\n  Vary fewer, or give fewer levels."
                .formatted(experiment.name(), MOST_COMBINATIONS));
      }
      List<Map<String, Value>> more = new ArrayList<>();
      for (Map<String, Value> combination : combinations) {
        for (Value level : levels) {
          Map<String, Value> longer = new LinkedHashMap<>(combination);
          longer.put(factor.name(), level);
          more.add(longer);
        }
      }
      combinations = more;
    }
    return combinations.stream().map(Experiment::meaningful).distinct().toList();
  }

  private static boolean admitted(Experiment experiment, Map<String, Value> levels) {
    Map<String, Value> settings = experiment.settings(levels);
    return experiment.where().stream().allMatch(constraint -> constraint.admits(settings));
  }

  private static Cell find(
      Experiment experiment,
      Map<String, Value> partial,
      List<Cell> cells,
      OptionalLong max,
      String role) {
    Map<String, Value> levels = experiment.complete(partial, max);
    return cells.stream()
        .filter(cell -> cell.levels().equals(levels))
        .findFirst()
        .orElseThrow(
            () ->
                new PlanException(
                    ("%s: %s is %s, which is no cell of this plan: where leaves it out, or a level"
                            + " is none of its factor's.\n"
                            + "  Name other levels; factors that are not named take their first.")
                        .formatted(experiment.name(), role, new Cell("", levels).label())));
  }

  private static List<PlannedTrial> trials(
      Experiment experiment, List<Cell> cells, int blocks, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<List<Cell>> groups = groups(experiment, cells, Scope.SERVER);
    List<PlannedTrial> trials = new ArrayList<>();
    int plot = 0;
    for (int block = 1; block <= blocks; block++) {
      for (List<Cell> group : shuffled(groups, random)) {
        plot++;
        for (List<Cell> alike : shuffled(groups(experiment, group, Scope.PROXY), random)) {
          for (Cell cell : shuffled(alike, random)) {
            trials.add(new PlannedTrial(trials.size() + 1, block, plot, cell.id()));
          }
        }
      }
    }
    return trials;
  }

  /** The cells of each configuration of the server, or of the proxy. */
  private static List<List<Cell>> groups(Experiment experiment, List<Cell> cells, Scope scope) {
    Map<Map<String, Value>, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Map<String, Value> server = new LinkedHashMap<>();
      for (Factor factor : experiment.factors()) {
        Value level = cell.levels().get(factor.name());
        if (factor.setting().scope() == scope && level != null) {
          server.put(factor.name(), level);
        }
      }
      groups.computeIfAbsent(server, key -> new ArrayList<>()).add(cell);
    }
    return List.copyOf(groups.values());
  }

  /** Fisher and Yates, from the end. */
  private static <T> List<T> shuffled(List<T> items, RandomGenerator random) {
    List<T> order = new ArrayList<>(items);
    for (int i = order.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      order.set(j, order.set(i, order.get(j)));
    }
    return order;
  }
}
