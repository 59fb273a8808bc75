package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Draws the order of an experiment: randomised complete blocks, and inside each block whole plots.
 *
 * <p>Every block runs every cell once, the control among them. Cells that need the same server
 * variables form a whole plot, which one server process serves; in it, those that need the same
 * model loaded in the same way stand together, and of these those that need the same proxy. The
 * order at each of these levels is drawn. The generator is {@code L64X128MixRandom}, seeded with
 * the plan's seed, so the same experiment and seed give the same plan on every machine.
 *
 * <p>The cells are all combinations of the factors' levels, or a {@linkplain CellSample sample} of
 * their ranges, which is drawn from the same seed.
 *
 * <p>Planned is the largest number of blocks that the file allows: what could be run at most. What
 * the blocks show decides which of these trials are.
 */
public final class Planner {
  /** A server's start, a model's load, a proxy's start. */
  private static final List<Set<Scope>> DEAREST_FIRST =
      List.of(Set.of(Scope.SERVER), Set.of(Scope.MODEL, Scope.MODEL_LOAD), Set.of(Scope.PROXY));

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
    OptionalInt sample = experiment.design().sample();
    List<Configuration> combinations =
        sample.isPresent()
            ? CellSample.of(experiment, sample.getAsInt(), seed, max)
            : combinations(experiment, max);
    List<Cell> cells = new ArrayList<>();
    for (Configuration levels : combinations) {
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
    int blocks = experiment.design().maxBlocks();
    if ((long) blocks * cells.size() > MOST_TRIALS) {
      throw new PlanException(
          "%s: %d cells in %d blocks are more trials than any machine will run."
              .formatted(experiment.name(), cells.size(), blocks));
    }
    return new Plan(
        experiment.name(), seed, cells, leftOut, control, trials(experiment, cells, blocks, seed));
  }

  private static List<Configuration> combinations(Experiment experiment, OptionalLong max) {
    List<Configuration> combinations = List.of(Configuration.NONE);
    for (Factor factor : experiment.factors()) {
      List<Value> levels = factor.resolve(max);
      if ((long) combinations.size() * levels.size() > MOST_COMBINATIONS) {
        throw new PlanException(
            "%s: the factors have over %d combinations.\n  Vary fewer, or give fewer levels."
                .formatted(experiment.name(), MOST_COMBINATIONS));
      }
      List<Configuration> more = new ArrayList<>();
      for (Configuration combination : combinations) {
        for (Value level : levels) {
          more.add(combination.with(factor.setting(), level));
        }
      }
      combinations = more;
    }
    return combinations.stream().map(Experiment::meaningful).distinct().toList();
  }

  private static boolean admitted(Experiment experiment, Configuration levels) {
    Configuration settings = experiment.settings(levels);
    return experiment.where().stream().allMatch(constraint -> constraint.admits(settings));
  }

  private static Cell find(
      Experiment experiment,
      Configuration partial,
      List<Cell> cells,
      OptionalLong max,
      String role) {
    Configuration levels = experiment.complete(partial, max);
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
    List<List<Cell>> servers = groups(experiment, cells, DEAREST_FIRST.getFirst());
    List<PlannedTrial> trials = new ArrayList<>();
    int plot = 0;
    for (int block = 1; block <= blocks; block++) {
      for (List<Cell> group : shuffled(servers, random)) {
        plot++;
        for (Cell cell : ordered(experiment, group, 1, random)) {
          trials.add(new PlannedTrial(trials.size() + 1, block, plot, cell.id()));
        }
      }
    }
    return trials;
  }

  /** Cells that share what is dear to change stand together, and each order is drawn. */
  private static List<Cell> ordered(
      Experiment experiment, List<Cell> cells, int level, RandomGenerator random) {
    if (level == DEAREST_FIRST.size()) {
      return shuffled(cells, random);
    }
    List<Cell> order = new ArrayList<>();
    for (List<Cell> alike : shuffled(groups(experiment, cells, DEAREST_FIRST.get(level)), random)) {
      order.addAll(ordered(experiment, alike, level + 1, random));
    }
    return order;
  }

  /** The cells of each combination of the settings of these scopes. */
  private static List<List<Cell>> groups(
      Experiment experiment, List<Cell> cells, Set<Scope> scopes) {
    Map<Configuration, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Map<Setting, Value> shared = new LinkedHashMap<>();
      for (Factor factor : experiment.factors()) {
        if (scopes.contains(factor.setting().scope())) {
          cell.levels()
              .get(factor.setting())
              .ifPresent(level -> shared.put(factor.setting(), level));
        }
      }
      groups.computeIfAbsent(new Configuration(shared), key -> new ArrayList<>()).add(cell);
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
