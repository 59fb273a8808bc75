package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.figures.CellEstimate;
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
import dev.paddock.summary.Interaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private static final Metric TTFT = Metric.named("ttft.p50").orElseThrow();
  private static final Metric TAIL = Metric.named("ttft.p99").orElseThrow();
  private static final Layout SERVER = new Layout(Set.of(Known.OLLAMA_NUM_PARALLEL), Map.of());
  private static final Layout REQUESTS = new Layout(Set.of(), Map.of());

  /** Slots × context × batch, in blocks; each plot of a server has noise of its own. */
  private static List<Observed> cells(
      int blocks, double plotNoise, ToDoubleBiFunction<int[], Integer> slowdown) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] plots = new double[blocks][2];
    for (double[] plot : plots) {
      plot[0] = Math.exp(plotNoise * random.nextGaussian());
      plot[1] = Math.exp(plotNoise * random.nextGaussian());
    }
    List<Observed> cells = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int[] levels = {i / 4, i / 2 % 2, i % 2};
      Map<String, Value> named = new LinkedHashMap<>();
      named.put("OLLAMA_NUM_PARALLEL", Value.of(1 + levels[0]));
      named.put("num_ctx", Value.of(2048 << levels[1]));
      named.put("num_batch", Value.of(128 << levels[2]));
      TreeMap<Integer, Measured> valid = new TreeMap<>();
      for (int block = 1; block <= blocks; block++) {
        double factor = slowdown.applyAsDouble(levels, block);
        if (!Double.isNaN(factor)) {
          double value =
              100
                  * block
                  * plots[block - 1][levels[0]]
                  * factor
                  * Math.exp(0.01 * random.nextGaussian());
          OfMetric one = new OfMetric(value, 80, 80);
          valid.put(block, new Measured(Map.of(TTFT.name(), one, TAIL.name(), one), Map.of()));
        }
      }
      cells.add(
          new Observed(new Cell("c%02d".formatted(i + 1), Configuration.named(named)), valid, 0));
    }
    return cells;
  }

  private static Effect level(Effects effects, String factor) {
    return effects.levels().stream()
        .map(one -> one.at(0.95, 0.05))
        .filter(one -> one.factor().equals(factor))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void chance_between_servers_is_not_called_an_effect_of_their_setting() {
    List<Observed> cells = cells(6, 0.1, (levels, block) -> 1);
    Effects honest = Effects.of(List.of(TTFT), cells, SERVER);
    Effect slots = level(honest, "OLLAMA_NUM_PARALLEL");
    assertThat(slots.stratum().word()).isEqualTo("whole plots");
    Effect context = level(honest, "num_ctx");
    assertThat(context.stratum().word()).isEqualTo("trials");
    double wide = slots.plain().hi().orElseThrow() - slots.plain().lo().orElseThrow();
    assertThat(wide)
        .isGreaterThan(
            5 * (context.plain().hi().orElseThrow() - context.plain().lo().orElseThrow()));
    Effect lie = level(Effects.of(List.of(TTFT), cells, REQUESTS), "OLLAMA_NUM_PARALLEL");
    assertThat(lie.plain().hi().orElseThrow() - lie.plain().lo().orElseThrow())
        .isLessThan(wide / 2);
    assertThat(lie.stratum().word()).isEqualTo("trials");
  }

  @Test
  void an_effect_that_turns_round_is_not_hidden_in_its_average() {
    Effects effects =
        Effects.of(
            List.of(TTFT),
            cells(6, 0.02, (l, block) -> l[1] == 0 ? 1 : l[2] == 1 ? 1.2 : 1 / 1.2),
            SERVER);
    assertThat(level(effects, "num_ctx").verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(effects.interactions()).hasSize(3);
    Interaction turned =
        effects.interactions().stream()
            .map(one -> one.at(0.95, 0.05))
            .filter(one -> one.factor().equals("num_ctx") && one.other().equals("num_batch"))
            .findFirst()
            .orElseThrow();
    assertThat(turned.ratio()).isCloseTo(1.44, within(0.03));
    assertThat(turned.verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(turned.stratum().word()).isEqualTo("trials");
    assertThat(turned.blocks()).isEqualTo(6);
  }

  /** Blocks get slower by 100 ms each; the cell left early would seem fast without them. */
  @Test
  void a_cell_that_was_dropped_early_does_not_shift_an_effect() {
    List<Observed> cells =
        cells(
            6,
            0,
            (levels, block) ->
                levels[0] == 1 && levels[1] == 1 && levels[2] == 1 && block > 2
                    ? Double.NaN
                    : levels[1] == 1 ? 1.1 : 1);
    Effect context = level(Effects.of(List.of(TTFT), cells, SERVER), "num_ctx");
    assertThat(context.ratio()).isCloseTo(1.1, within(0.01));
    assertThat(context.pairs()).isEqualTo(4);
    assertThat(context.blocks()).isEqualTo(6);
  }

  @Test
  void a_quantile_of_too_few_requests_has_no_interval_and_takes_part_in_nothing() {
    Effects effects = Effects.of(List.of(TAIL), cells(5, 0, (levels, block) -> 1), SERVER);
    assertThat(effects.levels()).isNotEmpty().noneMatch(Effects.OfLevel::decides);
    assertThat(level(effects, "num_ctx").plain().lo()).isEmpty();
    assertThat(level(effects, "num_ctx").estimator()).isEqualTo(CellEstimate.DESCRIPTIVE);
  }

  @Test
  void one_block_tells_a_server_setting_without_an_interval() {
    Effects effects = Effects.of(List.of(TTFT), cells(1, 0, (levels, block) -> 1), SERVER);
    assertThat(level(effects, "OLLAMA_NUM_PARALLEL").plain().lo()).isEmpty();
    assertThat(level(effects, "OLLAMA_NUM_PARALLEL").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** As where there is no proxy, and so no setting of it. */
  @Test
  void a_level_that_stands_alone_is_not_the_base_of_the_others() {
    List<Observed> cells = new ArrayList<>();
    String[][] levels = {
      {"direct", "unset"}, {"olla", "small"}, {"olla", "large"}, {"olla", "huge"}
    };
    for (String[] level : levels) {
      Map<String, Value> named = new LinkedHashMap<>();
      named.put("proxy", Value.of(level[0]));
      named.put("proxy.buffer", Value.of(level[1]));
      TreeMap<Integer, Measured> valid = new TreeMap<>();
      for (int block = 1; block <= 3; block++) {
        double value = level[1].equals("large") ? 110 + block : 100 + block;
        valid.put(block, new Measured(Map.of(TTFT.name(), new OfMetric(value, 80, 80)), Map.of()));
      }
      cells.add(new Observed(new Cell("c" + cells.size(), Configuration.named(named)), valid, 0));
    }
    List<Effects.OfLevel> found = Effects.of(List.of(TTFT), cells, REQUESTS).levels();
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().level().first()).isEqualTo(Value.of("small"));
    assertThat(found.getFirst().level().value()).isEqualTo(Value.of("large"));
    assertThat(found.getFirst().statement().ratio()).isCloseTo(1.098, within(0.001));
  }
}
