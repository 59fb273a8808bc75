package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.plan.Planner;
import dev.paddock.run.TrialSource.Step;
import dev.paddock.settings.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuickTrialsTest {
  private static final Experiment EXPERIMENT =
      ExperimentFile.parse(
          "e.yaml",
          """
          name: e
          model: fake:1
          factors: {num_ctx: [1024, 2048, 4096, 8192], num_batch: [256, 512]}
          metrics: [ttft.p50]
          design: {blocks: 8, requests: 10, control: {num_ctx: 2048, num_batch: 512}}
          hypotheses:
            - {id: H1, claim: c, metric: ttft.p50, when: {num_ctx: 8192}, versus: {num_ctx: 1024}, expect: lower, margin: 3%}
          """,
          Map.of());

  private static final Plan PLAN = Planner.plan(EXPERIMENT, 7, OptionalLong.empty());

  private static QuickTrials quick(Duration time) {
    return new QuickTrials(
        PLAN,
        time,
        QuickTrials.order(EXPERIMENT, PLAN),
        new Feasibility(PLAN, cell -> Configuration.NONE, List.of()));
  }

  /** The trials that it runs where each takes so long. */
  private static List<PlannedTrial> run(QuickTrials quick, Duration each) {
    List<PlannedTrial> trials = new ArrayList<>();
    Instant now = Instant.EPOCH;
    Step step = quick.next(now);
    while (step instanceof Step.Run(PlannedTrial trial)) {
      trials.add(trial);
      now = now.plus(each);
      step = quick.next(now);
    }
    assertThat(step).isEqualTo(new Step.Over(RunEnd.QUICK));
    return trials;
  }

  @Test
  void the_control_comes_first_then_what_is_asked_about_then_what_differs_in_one_factor() {
    List<String> order = QuickTrials.order(EXPERIMENT, PLAN);
    assertThat(order).hasSize(8).doesNotHaveDuplicates();
    assertThat(order.getFirst()).isEqualTo(PLAN.control());
    assertThat(order.subList(1, 5))
        .allSatisfy(
            cell ->
                assertThat(PLAN.cell(cell).label()).containsAnyOf("num_ctx=1024", "num_ctx=8192"));
  }

  @Test
  void as_many_cells_are_run_as_have_three_blocks_in_the_time() {
    List<PlannedTrial> trials = run(quick(Duration.ofMinutes(10)), Duration.ofSeconds(45));
    // 10 minutes hold 13 trials of 45 s: three blocks of four cells.
    assertThat(trials).hasSize(12);
    assertThat(trials.stream().map(PlannedTrial::cell).distinct()).hasSize(4);
    assertThat(trials.stream().map(PlannedTrial::block).distinct()).containsExactly(1, 2, 3);
    assertThat(trials.getFirst().cell()).isEqualTo(PLAN.control());
  }

  @Test
  void a_fast_server_gets_every_cell_and_more_blocks() {
    List<PlannedTrial> trials = run(quick(Duration.ofMinutes(10)), Duration.ofSeconds(10));
    assertThat(trials.stream().map(PlannedTrial::cell).distinct()).hasSize(8);
    assertThat(trials.getLast().block()).isEqualTo(7);
  }

  @Test
  void a_slow_server_ends_at_its_time_with_two_cells() {
    List<PlannedTrial> trials = run(quick(Duration.ofMinutes(10)), Duration.ofMinutes(4));
    assertThat(trials.stream().map(PlannedTrial::cell).distinct()).hasSize(2);
    assertThat(trials).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void what_it_left_out_is_named_and_its_trials_are_those_of_the_plan() {
    QuickTrials quick = quick(Duration.ofMinutes(10));
    List<PlannedTrial> trials = run(quick, Duration.ofSeconds(45));
    assertThat(PLAN.trials()).containsAll(trials);
    assertThat(quick.leftOut())
        .hasSize(4)
        .doesNotContainAnyElementsOf(trials.stream().map(PlannedTrial::cell).toList());
  }
}
