package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final String EIGHT_CELLS =
      """
      name: e
      factors: {num_ctx: [1024, 2048], OLLAMA_NUM_PARALLEL: [1, 2], load.clients: [1, 2]}
      design: {blocks: 3}
      """;

  private static Experiment experiment(String text) {
    return ExperimentFile.parse("e.yaml", text, Map.of());
  }

  private static Plan plan(String text, long seed) {
    return Planner.plan(experiment(text), seed, OptionalLong.empty());
  }

  /** Direct cells differ in nothing, and a proxy that is restarted for every cell costs seconds. */
  @Property(tries = 50)
  void a_cell_without_proxy_is_there_once_and_each_proxy_is_started_once_a_block(
      @ForAll long seed) {
    Plan plan =
        plan(
            """
            name: e
            target: {proxy: {command: olla}}
            factors: {proxy: [direct, olla], proxy.engine: [sherpa, olla], load.clients: [1, 2]}
            design: {blocks: 2}
            """,
            seed);
    assertThat(plan.cells())
        .extracting(Cell::label)
        .containsExactlyInAnyOrder(
            "proxy=direct, proxy.engine=unset, load.clients=1",
            "proxy=direct, proxy.engine=unset, load.clients=2",
            "proxy=olla, proxy.engine=sherpa, load.clients=1",
            "proxy=olla, proxy.engine=sherpa, load.clients=2",
            "proxy=olla, proxy.engine=olla, load.clients=1",
            "proxy=olla, proxy.engine=olla, load.clients=2");
    assertThat(plan.cell(plan.control()).label()).startsWith("proxy=direct");
    assertThat(plan.trials()).extracting(PlannedTrial::plot).containsOnly(1, 2);
    List<String> proxies =
        plan.trials().subList(0, 6).stream()
            .map(trial -> plan.cell(trial.cell()).levels().named().get("proxy.engine") + "")
            .toList();
    long changes =
        IntStream.range(1, 6).filter(i -> !proxies.get(i).equals(proxies.get(i - 1))).count();
    assertThat(changes).as("each proxy once a block").isEqualTo(2);
  }

  @Property(tries = 200)
  void a_block_holds_every_cell_once_and_a_plot_one_server(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int blocks) {
    Plan plan = plan(EIGHT_CELLS.replace("blocks: 3", "blocks: " + blocks), seed);

    assertThat(plan).isEqualTo(plan(EIGHT_CELLS.replace("blocks: 3", "blocks: " + blocks), seed));
    assertThat(plan.trials())
        .extracting(PlannedTrial::number)
        .isEqualTo(IntStream.rangeClosed(1, 8 * blocks).boxed().toList());
    Map<Integer, List<PlannedTrial>> byBlock =
        plan.trials().stream().collect(Collectors.groupingBy(PlannedTrial::block));
    assertThat(byBlock).hasSize(blocks);
    byBlock.forEach(
        (block, trials) ->
            assertThat(trials)
                .extracting(PlannedTrial::cell)
                .containsExactlyInAnyOrderElementsOf(plan.cells().stream().map(Cell::id).toList()));
    int previous = 0;
    Set<Value> servers = new HashSet<>();
    for (PlannedTrial trial : plan.trials()) {
      assertThat(trial.plot()).isBetween(previous, previous + 1);
      if (trial.plot() != previous) {
        servers.clear();
      }
      previous = trial.plot();
      servers.add(plan.cell(trial.cell()).levels().orUnset(Known.OLLAMA_NUM_PARALLEL));
      assertThat(servers).as("one plot, one server").hasSize(1);
    }
    assertThat(previous).as("no plot is split").isEqualTo(2 * blocks);
  }

  /** Of ten settings, a reload a cell would double the night of a large model. */
  @Test
  void a_model_is_loaded_only_when_its_settings_change() {
    Plan plan = plan(EIGHT_CELLS, 7);
    int loads = 0;
    String before = "";
    for (PlannedTrial trial : plan.trials()) {
      String load = trial.plot() + " " + plan.cell(trial.cell()).levels().named().get("num_ctx");
      loads += load.equals(before) ? 0 : 1;
      before = load;
    }
    assertThat(loads).as("three blocks of two servers of two contexts").isEqualTo(12);
  }

  @Test
  void every_seed_gives_another_order() {
    Set<List<PlannedTrial>> orders = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      orders.add(plan(EIGHT_CELLS, seed).trials());
    }
    assertThat(orders).hasSize(50);
  }

  /** A run that is resumed by a newer Paddock or JDK must find the plan that it began with. */
  @Test
  void the_order_of_a_seed_is_the_same_in_every_release() {
    List<String> order = new ArrayList<>();
    plan(EIGHT_CELLS, 7).trials().stream().limit(8).forEach(trial -> order.add(trial.cell()));
    assertThat(String.join(" ", order)).isEqualTo("c06 c05 c02 c01 c04 c03 c07 c08");
  }

  @Test
  void a_cell_that_where_forbids_is_left_out_and_counted() {
    Plan plan = plan(EIGHT_CELLS + "where: [num_ctx * OLLAMA_NUM_PARALLEL <= 2048]\n", 7);
    assertThat(plan.leftOut()).isEqualTo(2);
    assertThat(plan.cells()).hasSize(6);
    assertThat(plan.cells().getLast().id()).isEqualTo("c06");
  }

  @Test
  void a_condition_on_what_only_the_server_knows_leaves_no_cell_out() {
    String unset = EIGHT_CELLS.replace("[1, 2], load", "[1, 2, unset], load");
    assertThat(plan(unset + "where: [num_ctx * OLLAMA_NUM_PARALLEL <= 2048]\n", 7).leftOut())
        .isEqualTo(2);
    assertThat(plan(unset + "where: [not OLLAMA_NUM_PARALLEL == unset]\n", 7).leftOut())
        .isEqualTo(4);
    assertThat(
            plan(unset + "where: ['(num_ctx + 1) / 5 == 205 or load.clients > 1']\n", 7).leftOut())
        .isEqualTo(3);
  }

  @Test
  void a_condition_may_compare_durations() {
    String kept = EIGHT_CELLS.replace("factors: {", "factors: {keep_alive: [5m, 1h30m], ");
    assertThat(plan(kept + "where: [keep_alive == 5m]\n", 7).leftOut()).isEqualTo(8);
    assertThat(plan(kept + "where: [keep_alive == 1h30m or num_ctx == 1024]\n", 7).leftOut())
        .isEqualTo(4);
  }

  @Test
  void a_plan_without_cells_or_without_its_control_is_refused() {
    assertThatThrownBy(() -> plan(EIGHT_CELLS + "where: [num_ctx < 5]\n", 7))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("no cell is left: where leaves out all 8 combinations");
    assertThatThrownBy(() -> plan(EIGHT_CELLS + "where: [num_ctx > 1024]\n", 7))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("the control is num_ctx=1024, OLLAMA_NUM_PARALLEL=1, load.clients=1");
  }

  @Test
  void a_prompt_that_overflows_its_context_is_refused() {
    assertThatThrownBy(() -> plan(EIGHT_CELLS + "workload: {prompt_tokens: 1000}\n", 7))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("do not fit into the context of c01 (num_ctx=1024");
  }

  @Test
  void max_is_the_model_s_layer_count() {
    Experiment layers =
        experiment(
            """
            name: e
            factors: {num_gpu: {from: 0, to: max, levels: 5}}
            design: {control: {num_gpu: max}}
            """);
    assertThat(Planner.plan(layers, 7, OptionalLong.of(28)).cells())
        .extracting(Cell::label)
        .containsExactly("num_gpu=0", "num_gpu=7", "num_gpu=14", "num_gpu=21", "num_gpu=28");
    assertThat(Planner.plan(layers, 7, OptionalLong.of(28)).control()).isEqualTo("c05");
    assertThat(Planner.plan(layers, 7, OptionalLong.empty()).cells()).hasSize(2);
  }

  @Test
  void a_confounded_sweep_is_warned_of() {
    assertThat(PlanWarnings.of(experiment(EIGHT_CELLS), plan(EIGHT_CELLS, 7)))
        .anyMatch(warning -> warning.startsWith("num_batch is not pinned"));
    String few = EIGHT_CELLS.replace("blocks: 3", "requests: 71") + "metrics: [ttft.p95]\n";
    assertThat(PlanWarnings.of(experiment(few), plan(few, 7)))
        .contains(
            "ttft.p95: descriptive only within a trial: p95 needs 72 requests, there are 71.");
  }

  @Test
  void what_nobody_knows_of_prompts_of_ones_own_is_said_with_what_is_assumed() {
    String own = EIGHT_CELLS + "workload: {prompts: mine.txt, cap: 64}\n";
    assertThat(PlanWarnings.of(experiment(own), plan(own, 7)))
        .anyMatch(warning -> warning.contains("250 tokens each are assumed"))
        .anyMatch(warning -> warning.contains("the time is that of 64 tokens each, the most"));
    assertThat(PlanWarnings.of(experiment(EIGHT_CELLS), plan(EIGHT_CELLS, 7)))
        .noneMatch(warning -> warning.contains("are assumed") || warning.contains("the most"));
  }

  private static Experiment open(String load) {
    return ExperimentFile.parse(
        "e.yaml",
        """
        name: e
        target: {engine: pace, pace: {ttft: 100ms, itl: 10ms, slots: 2}}
        factors: {num_ctx: [1024]}
        workload: {output_tokens: 11}
        design: {blocks: 1, requests: 100, warmup: 0}
        """
            + "load: "
            + load,
        Map.of());
  }

  @Test
  void an_open_loop_that_asks_for_more_than_is_served_is_warned_of() {
    Experiment overloaded = open("{schedule: constant, rate: 11/s}");
    Plan plan = Planner.plan(overloaded, 7, OptionalLong.empty());
    assertThat(PlanWarnings.of(overloaded, plan))
        .anySatisfy(
            warning -> assertThat(warning).contains("c01 asks for 11.0 requests/s", "10/s"));
    assertThat(PlanWarnings.of(open("{schedule: ramp, from: 1/s, to: 9/s}"), plan))
        .noneMatch(warning -> warning.contains("asks for"));
  }

  @Test
  void an_open_loop_takes_as_long_as_its_schedule() {
    Experiment slow = open("{schedule: ramp, from: 1/s, to: 4/s}");
    Plan plan = Planner.plan(slow, 7, OptionalLong.empty());
    Estimate estimate = new Estimate(600, 100, Duration.ZERO, Duration.ZERO);
    assertThat(estimate.trial(slow, plan.cells().getFirst())).isEqualTo(Duration.ofMillis(40_200));
  }
}
