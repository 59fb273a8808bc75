package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.experiment.Factor.Levels.Span;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopesTest {
  private static final Metric TTFT = Metric.named("ttft.p50").orElseThrow();
  private static final Layout DRAWN =
      new Layout(
          Set.of(),
          Map.of(
              Known.NUM_CTX, new Span(1024, 16384, OptionalDouble.empty(), true),
              Known.LOAD_CLIENTS, new Span(1, 17, OptionalDouble.empty(), false)));

  private static Cell cell(int id, long context, long clients, boolean flash) {
    Map<String, Value> levels = new LinkedHashMap<>();
    levels.put("num_ctx", new Value.Whole(context));
    levels.put("load.clients", new Value.Whole(clients));
    levels.put("OLLAMA_FLASH_ATTENTION", new Value.Flag(flash));
    return new Cell("c%02d".formatted(id + 1), Configuration.named(levels));
  }

  private static Observed observed(Cell cell, double... figures) {
    TreeMap<Integer, Measured> valid = new TreeMap<>();
    for (int block = 0; block < figures.length; block++) {
      if (figures[block] > 0) {
        OfMetric one = new OfMetric(figures[block], 80, 80);
        valid.put(block + 1, new Measured(Map.of(TTFT.name(), one), Map.of()));
      }
    }
    return new Observed(cell, valid, 0);
  }

  private static List<Effect> effects(List<Observed> cells) {
    Effects effects = Effects.of(List.of(TTFT), cells, DRAWN);
    assertThat(effects.interactions()).isEmpty();
    return effects.levels().stream().map(one -> one.at(0.95, 0.05)).toList();
  }

  private static final long[][] CELLS = {
    {1024, 1, 0},
    {1448, 9, 1},
    {2048, 17, 0},
    {2896, 5, 1},
    {4096, 13, 1},
    {5793, 3, 0},
    {8192, 11, 0},
    {11585, 7, 1},
    {16384, 15, 0}
  };

  private static final double[][] FIGURES = {
    {98.1, 108.0, 118.9}, {126.2, 139.6, 152.1}, {156.6, 171.0, 189.5},
    {138.4, 152.8, 168.3}, {170.9, 184.1, 207.3}, {150.3, 165.0, 180.2},
    {190.6, 213.1, 229.9}, {179.8, 200.4, 217.2}, {248.7, 270.5, 300.8}
  };

  private static List<Observed> nine() {
    return IntStream.range(0, 9)
        .mapToObj(i -> observed(cell(i, CELLS[i][0], CELLS[i][1], CELLS[i][2] == 1), FIGURES[i]))
        .toList();
  }

  /**
   * R 4.2.2: {@code d} has the 27 figures' logarithms as {@code y}, their {@code cell} and {@code
   * block}, {@code u = log(num_ctx / 1024) / log(16)}, {@code v = (load.clients - 1) / 16} and
   * {@code f}; {@code m <- aggregate(cbind(y, u, v, f) ~ cell, d, mean)}; {@code exp(coef(w <- lm(y
   * ~ u + v + f, m)))}, {@code exp(confint(w))}. That they bend: {@code anova(lm(y ~ block + u + v
   * + f, d), lm(y ~ block + cell, d))}, F = 49.7, p = 3e-9.
   */
  @Test
  void lines_over_ranges_disagree_with_R() {
    List<Effect> effects = effects(nine());
    assertThat(effects).extracting(Effect::level).containsExactly("16384", "17", "true");
    agrees(effects.get(0), Math.exp(0.6012534099073378), 1.675552648893368, 1.98647908831478);
    agrees(effects.get(1), Math.exp(0.32974313359244617), 1.277150328179718, 1.51415113843212);
    agrees(effects.get(2), Math.exp(-0.00487899319118225), 0.943825892396437, 1.04922896931012);
    assertThat(effects)
        .allMatch(one -> one.estimator().contains("from which these cells bend away"))
        .allMatch(one -> one.pairs() == 9);
  }

  private static void agrees(Effect effect, double ratio, double lo, double hi) {
    assertThat(effect.ratio()).isCloseTo(ratio, within(1e-9));
    assertThat(effect.plain().lo().orElseThrow()).isCloseTo(lo, within(1e-9));
    assertThat(effect.plain().hi().orElseThrow()).isCloseTo(hi, within(1e-9));
  }

  private static List<Observed> simulated(
      SplittableRandom random, int cells, double noise, ToDoubleFunction<double[]> truth) {
    int[] order = IntStream.range(0, cells).toArray();
    for (int i = cells - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    List<Observed> observed = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      double u = (i + 0.5) / cells;
      double v = (order[i] + 0.5) / cells;
      long context = Math.round(1024 * Math.pow(16, u));
      long clients = Math.round(1 + 16 * v);
      boolean flash = i % 2 == 1;
      double[] x = {Math.log(context / 1024.0) / Math.log(16), (clients - 1) / 16.0, flash ? 1 : 0};
      double log = truth.applyAsDouble(x);
      observed.add(
          observed(
              cell(i, context, clients, flash),
              IntStream.range(0, 5)
                  .mapToDouble(
                      block -> 100 * (1 + block) * Math.exp(log + noise * random.nextGaussian()))
                  .toArray()));
    }
    return observed;
  }

  private static Effect of(List<Effect> effects, String factor) {
    return effects.stream().filter(one -> one.factor().equals(factor)).findFirst().orElseThrow();
  }

  @Test
  void an_interval_covers_a_straight_truth_as_often_as_it_says() {
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    int flat = 0;
    for (int run = 0; run < 400; run++) {
      List<Effect> effects =
          effects(simulated(random, 16, 0.05, x -> 0.4 * x[0] - 0.2 * x[1] + 0.1 * x[2]));
      Effect context = of(effects, "num_ctx");
      assertThat(context.level() + "/" + context.versus()).isEqualTo("16384/1024");
      covered +=
          context.plain().lo().orElseThrow() <= Math.exp(0.4)
                  && Math.exp(0.4) <= context.plain().hi().orElseThrow()
              ? 1
              : 0;
      flat += of(effects, "OLLAMA_FLASH_ATTENTION").verdict() == Verdict.LOWER ? 1 : 0;
    }
    assertThat(covered).as("at least 95 %, less sampling").isGreaterThan(372);
    assertThat(flat).as("the other way round").isZero();
  }

  /** The best context is in the middle: both ends are alike, and yet it is no matter which. */
  @Test
  void a_setting_that_helps_in_the_middle_is_not_said_to_make_no_difference() {
    SplittableRandom random = new SplittableRandom(4);
    int bent = 0;
    for (int run = 0; run < 200; run++) {
      Effect context =
          of(
              effects(simulated(random, 40, 0.01, x -> 0.4 * (x[0] - 0.5) * (x[0] - 0.5))),
              "num_ctx");
      assertThat(context.verdict()).isNotEqualTo(Verdict.EQUIVALENT);
      bent += context.estimator().contains("bend away") ? 1 : 0;
      assertThat(context.stratum().word()).isEqualTo("cells around the lines");
    }
    assertThat(bent).isEqualTo(200);
  }

  @Test
  void a_range_that_makes_no_difference_can_be_said_to_make_none() {
    SplittableRandom random = new SplittableRandom(5);
    int same = 0;
    for (int run = 0; run < 200; run++) {
      same +=
          of(effects(simulated(random, 20, 0.01, x -> 0.3 * x[1])), "num_ctx").verdict()
                  == Verdict.EQUIVALENT
              ? 1
              : 0;
    }
    assertThat(same).isGreaterThan(180);
  }

  @Test
  void too_few_cells_that_are_left_tell_no_effects_apart() {
    assertThat(effects(nine().subList(0, 3))).isEmpty();
    List<Effect> four = effects(nine().subList(0, 4));
    assertThat(four).hasSize(3).allMatch(one -> one.plain().lo().isEmpty());
    assertThat(four).allMatch(one -> one.verdict() == Verdict.INCONCLUSIVE);
  }

  @Test
  void a_block_that_lost_its_slow_cells_makes_no_slope() {
    List<Observed> flat = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      boolean lost = i > 5;
      double[] figures = {lost ? -1 : 100, 200, 400};
      flat.add(observed(cell(i, CELLS[i][0], CELLS[i][1], CELLS[i][2] == 1), figures));
    }
    assertThat(of(effects(flat), "num_ctx").ratio()).isCloseTo(1, within(1e-9));
  }
}
