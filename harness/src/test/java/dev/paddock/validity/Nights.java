package dev.paddock.validity;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.plan.Planner;
import dev.paddock.record.Figure;
import dev.paddock.steer.Steering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * Simulated nights of 48 cells whose truth is known, steered by the same code that steers a run.
 *
 * <p>Four factors of 2, 2, 3 and 4 levels: main effects of 12 %; the second factor makes no
 * difference beyond 2 % (near-ties); the effect of the first reverses with the level of the fourth;
 * small interactions of every two factors, and 1 % that no model of these explains; other
 * {@linkplain Surface surfaces} have more that none explains. A trial has a log-normal spread of 10
 * %, correlated with the trial before it (0.3), blocks differ by 5 %, and the machine becomes 10 %
 * slower over the night.
 */
public final class Nights {
  private static final String FILE =
      """
      name: night
      factors:
        num_ctx: [1024, 2048]
        num_batch: [128, 512]
        load.clients: [1, 2, 4]
        num_thread: [1, 2, 3, 4]
      metrics: [ttft.p50]
      objectives: {ttft.p50: min}
      design: {blocks: 5..80, precision: 5%, screen: SCREEN}
      """;

  private static final double MARGIN = 0.05;

  /** What there is beyond main effects and pairs, which is all that screening's model knows. */
  enum Surface {
    /** Nothing. */
    PAIRS("pairs", 0, 0),
    /** What all factors but the second do together, no two of them alone. */
    THREE("three factors together do 10 %", 0.1, 0),
    THREE_STRONGER("three factors together do 20 %, more than one alone", 0.2, 0),
    /** One cell, whichever it is, is the best by so much, and nothing leads to it. */
    NEEDLE("a needle: any one cell is the best by 10 %", 0, 0.1);

    private final String words;
    private final double three;
    private final double needle;

    Surface(String words, double three, double needle) {
      this.words = words;
      this.three = three;
      this.needle = needle;
    }

    String words() {
      return words;
    }
  }

  /**
   * What became of a night.
   *
   * @param worse by how much the chosen cell is truly slower than the best
   */
  public record Night(int trials, String chosen, double worse) {
    public boolean wrong() {
      return worse > MARGIN;
    }
  }

  private final Experiment experiment;
  private final Surface surface;

  /** Nights of one or the other design. */
  public Nights(boolean screened) {
    this(screened, Surface.PAIRS);
  }

  /** The same on another surface. */
  Nights(boolean screened, Surface surface) {
    this.surface = surface;
    experiment =
        ExperimentFile.parse(
            "night.yaml", FILE.replace("SCREEN", Boolean.toString(screened)), Map.of());
  }

  /** One night; the same for the same seed. */
  public Night run(long seed) {
    Plan plan = Planner.plan(experiment, seed, OptionalLong.empty());
    Map<String, Double> truth = truth(plan.cells(), new Random(seed));
    beyond(plan.cells(), truth, new Random(seed + 2_000_000));
    Steering steering = new Steering(experiment, plan);
    Map<String, List<Double>> seen = new HashMap<>();
    Random random = new Random(seed + 1_000_000);
    steering.after(0, Instant.EPOCH);
    int trials = 0;
    double error = 0;
    double block = 0;
    int now = 0;
    for (PlannedTrial trial : plan.trials()) {
      if (trial.block() != now) {
        if (now > 0 && over(steering.after(now, Instant.EPOCH))) {
          break;
        }
        now = trial.block();
        block = 0.05 * random.nextGaussian();
      }
      if (steering.wanted().has(trial)) {
        trials++;
        error = 0.3 * error + Math.sqrt(1 - 0.09) * 0.1 * random.nextGaussian();
        double log = of(truth, trial.cell()) + block + error + 0.1 * trials / 2000;
        seen.computeIfAbsent(trial.cell(), c -> new ArrayList<>()).add(log);
        steering.ended(
            trial.cell(),
            now,
            new TreeMap<>(Map.of("ttft.p50", new Figure(50 * Math.exp(log), 80))));
      }
    }
    String chosen = chosen(plan, steering, seen);
    double best = truth.values().stream().mapToDouble(x -> x).min().orElseThrow();
    return new Night(trials, chosen, Math.expm1(of(truth, chosen) - best));
  }

  private static double of(Map<String, Double> truth, String cell) {
    return Optional.ofNullable(truth.get(cell)).orElseThrow();
  }

  private static String level(Cell cell, String factor) {
    return Optional.ofNullable(cell.levels().named().get(factor)).orElseThrow().toString();
  }

  private static boolean over(Optional<Event.Course> course) {
    return course.orElseThrow().next().isEmpty();
  }

  /** Of a screened night the cell that was confirmed; of another the one with the lowest mean. */
  private static String chosen(Plan plan, Steering steering, Map<String, List<Double>> seen) {
    Optional<Event.Course> confirming =
        steering.wanted().courses().stream()
            .filter(course -> course.stage() == Event.Stage.CONFIRMING)
            .findFirst();
    if (confirming.isPresent()) {
      return confirming.get().next().stream()
          .filter(id -> !id.equals(plan.control()))
          .findFirst()
          .orElse(plan.control());
    }
    return seen.entrySet().stream()
        .min((a, b) -> Double.compare(mean(a.getValue()), mean(b.getValue())))
        .orElseThrow()
        .getKey();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(x -> x).average().orElseThrow();
  }

  private static Map<String, Double> truth(List<Cell> cells, Random random) {
    Map<String, Double> effects = new HashMap<>();
    Map<String, Double> truth = new HashMap<>();
    for (Cell cell : cells) {
      List<String> names = List.copyOf(cell.levels().named().keySet());
      double log = 0.01 * random.nextGaussian();
      for (int a = 0; a < names.size(); a++) {
        String one = names.get(a) + cell.levels().named().get(names.get(a));
        boolean tie = names.get(a).equals("num_batch");
        log += effects.computeIfAbsent(one, e -> (tie ? 0.007 : 0.12) * random.nextGaussian());
        for (int b = a + 1; b < names.size(); b++) {
          boolean near = tie || names.get(b).equals("num_batch");
          log +=
              effects.computeIfAbsent(
                  one + names.get(b) + cell.levels().named().get(names.get(b)),
                  e -> (near ? 0.002 : 0.03) * random.nextGaussian());
        }
      }
      boolean first = level(cell, "num_ctx").equals("1024");
      int fourth = Integer.parseInt(level(cell, "num_thread"));
      log += (first ? 1 : -1) * (fourth % 2 == 0 ? 0.1 : -0.1);
      truth.put(cell.id(), log);
    }
    return truth;
  }

  private void beyond(List<Cell> cells, Map<String, Double> truth, Random random) {
    Map<String, Double> effects = new HashMap<>();
    for (Cell cell : cells) {
      String three =
          level(cell, "num_ctx")
              + " "
              + level(cell, "load.clients")
              + " "
              + level(cell, "num_thread");
      double effect = effects.computeIfAbsent(three, e -> surface.three * random.nextGaussian());
      truth.merge(cell.id(), effect, Double::sum);
    }
    if (surface.needle > 0) {
      double best = truth.values().stream().mapToDouble(x -> x).min().orElseThrow();
      truth.put(cells.get(random.nextInt(cells.size())).id(), best - surface.needle);
    }
  }
}
