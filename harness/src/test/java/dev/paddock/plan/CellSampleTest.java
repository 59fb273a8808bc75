package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor.Levels.Span;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellSampleTest {
  private static final String THREE =
      """
      name: e
      factors:
        num_ctx: {from: 1024, to: 32768, scale: log}
        temperature: {from: 0, to: 1}
        load.clients: {from: 1, to: 4}
        OLLAMA_FLASH_ATTENTION: [unset, false, true]
      workload: {prompt_tokens: 96}
      design: {blocks: 2, sample: %d, control: {num_ctx: 4096, OLLAMA_FLASH_ATTENTION: false}}
      """;

  private static Experiment experiment(String text) {
    return ExperimentFile.parse("e.yaml", text, Map.of());
  }

  private static Plan plan(String text, long seed) {
    return Planner.plan(experiment(text), seed, OptionalLong.empty());
  }

  private static List<Cell> drawn(Plan plan) {
    return plan.cells().stream().filter(cell -> !cell.id().equals(plan.control())).toList();
  }

  private static double number(Cell cell, String factor) {
    return cell.levels().named().getOrDefault(factor, new Value.Unset()).asNumber().orElseThrow();
  }

  @Property(tries = 50)
  void every_part_of_a_range_has_one_cell(
      @ForAll long seed, @ForAll @IntRange(min = 7, max = 40) int cells) {
    Experiment experiment = experiment(THREE.formatted(cells));
    Plan plan = Planner.plan(experiment, seed, OptionalLong.empty());
    assertThat(plan).isEqualTo(plan(THREE.formatted(cells), seed));
    assertThat(drawn(plan)).hasSize(cells);
    for (int f = 0; f < 2; f++) {
      String factor = experiment.factors().get(f).name();
      Span span = (Span) experiment.factors().get(f).levels();
      assertThat(
              drawn(plan).stream()
                  .mapToInt(
                      cell ->
                          Math.min(
                              cells - 1,
                              (int) Math.floor(cells * span.place(number(cell, factor)) + 1e-6)))
                  .sorted()
                  .toArray())
          .as(factor)
          .isEqualTo(IntStream.range(0, cells).toArray());
    }
    for (String dealt : List.of("load.clients", "OLLAMA_FLASH_ATTENTION")) {
      Map<Object, Long> counts =
          drawn(plan).stream()
              .collect(
                  Collectors.groupingBy(
                      cell -> cell.levels().named().getOrDefault(dealt, new Value.Max()),
                      Collectors.counting()));
      int levels = dealt.startsWith("load") ? 4 : 3;
      assertThat(counts).as(dealt).hasSize(levels);
      assertThat(counts.values())
          .allMatch(count -> count == cells / levels || count == Math.ceilDiv(cells, levels));
    }
  }

  /** From 1 to 64 by factors, the first parts of 24 hold no whole number or share one. */
  @Property(tries = 100)
  void no_whole_number_is_drawn_twice_where_there_are_enough(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 24) int cells,
      @ForAll @IntRange(min = 0, max = 40) int more,
      @ForAll boolean log) {
    Span span = new Span(1, cells + more, OptionalDouble.empty(), log);
    long[] steps = CellSample.steps(span, 1, cells, new Random(seed));
    assertThat(steps).hasSize(cells).doesNotHaveDuplicates().isSorted();
    assertThat(steps[0]).isNotNegative();
    assertThat(steps[cells - 1]).isLessThan(cells + more);
  }

  @Test
  void a_step_is_kept() {
    Plan plan =
        plan(
            """
            name: e
            factors: {num_ctx: {from: 1024, to: 16384, step: 512}, top_p: {from: 0.5, to: 1, step: 0.05}}
            workload: {prompt_tokens: 96}
            design: {sample: 9}
            """,
            3);
    Set<Double> seen = new HashSet<>();
    for (Cell cell : drawn(plan)) {
      assertThat((number(cell, "num_ctx") - 1024) % 512).isZero();
      assertThat(cell.levels().named().get("top_p") + "").matches("0\\.\\d{1,2}|1");
      seen.add(number(cell, "num_ctx"));
    }
    assertThat(seen).hasSize(9);
  }

  @Test
  void the_control_stands_beside_the_drawn_cells() {
    Plan plan = plan(THREE.formatted(12), 7);
    assertThat(plan.cell(plan.control()).label())
        .isEqualTo("num_ctx=4096, temperature=0, load.clients=1, OLLAMA_FLASH_ATTENTION=false");
    assertThat(plan.cells()).hasSize(13);
    assertThat(plan.trials()).hasSize(26);
  }

  @Test
  void another_seed_draws_other_cells() {
    assertThat(plan(THREE.formatted(12), 7).cells())
        .isNotEqualTo(plan(THREE.formatted(12), 8).cells());
  }

  @Test
  void a_drawn_cell_that_where_refuses_is_left_out() {
    Plan plan = plan(THREE.formatted(20) + "where: [num_ctx >= 1024 * load.clients]\n", 7);
    assertThat(plan.leftOut()).isPositive();
    assertThat(plan.cells().size() + plan.leftOut()).isEqualTo(21);
    assertThat(plan.cells())
        .allMatch(cell -> number(cell, "num_ctx") >= 1024 * number(cell, "load.clients"));
  }

  @Test
  void a_plan_says_that_its_cells_are_drawn() {
    Experiment experiment = experiment(THREE.formatted(12));
    Plan plan = Planner.plan(experiment, 7, OptionalLong.empty());
    assertThat(
            PlanPage.text(
                experiment,
                plan,
                new Estimate(600, 100, Duration.ZERO, Duration.ZERO),
                Circumstances.UNKNOWN,
                Detectable.of(experiment, Map.of())))
        .contains(
            "Sample        12 cells drawn beside the control, a latin hypercube of num_ctx,"
                + " temperature, load.clients\n")
        .contains("Every run draws other cells than these");
  }

  @Test
  void a_screened_plan_says_how_few_and_how_many_trials_it_may_take() {
    Experiment experiment =
        experiment(
            """
            name: e
            factors: {num_ctx: [1024, 2048, 4096], num_batch: [64, 128], top_k: [1, 20, 40]}
            objectives: {ttft.p50: min}
            design: {blocks: 9..12, screen: true}
            """);
    Plan plan = Planner.plan(experiment, 7, OptionalLong.empty());
    int fraction = Fraction.of(plan).cells().size();
    assertThat(fraction).isLessThan(plan.cells().size());
    assertThat(
            PlanPage.text(
                experiment,
                plan,
                new Estimate(600, 100, Duration.ZERO, Duration.ZERO),
                Circumstances.UNKNOWN,
                Detectable.of(experiment, Map.of())))
        .contains("Trials        %d to %d\n".formatted(3 * fraction + 2 * 6, 12 * 18));
  }
}
