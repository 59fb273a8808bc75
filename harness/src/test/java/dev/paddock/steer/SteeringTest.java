package dev.paddock.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Steered;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.journal.Event;
import dev.paddock.plan.Plan;
import dev.paddock.plan.Planner;
import dev.paddock.record.Figure;
import dev.paddock.validity.Nights;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private static final String FOUR =
      """
      name: e
      factors: {num_ctx: [1024, 2048], load.clients: [1, 2]}
      metrics: [ttft.p50, throughput.tokens]
      """;

  private static Experiment experiment(String design) {
    return ExperimentFile.parse("e.yaml", FOUR + "design: " + design + "\n", Map.of());
  }

  private static Plan plan(Experiment experiment) {
    return Planner.plan(experiment, 7, OptionalLong.empty());
  }

  private static Figure figure(double value) {
    return new Figure(value, 80);
  }

  /** Runs the blocks with figures of this spread; the last decision. */
  private static Event.Course run(
      Steering steering, Plan plan, ToDoubleFunction<String> latency, double spread) {
    Random random = new Random(3);
    Optional<Event.Course> last = steering.after(0, Instant.EPOCH);
    int blocks = plan.trials().getLast().block();
    for (int block = 1; block <= blocks; block++) {
      for (var trial : plan.trials()) {
        if (trial.block() == block && steering.wanted().has(trial)) {
          double ms =
              latency.applyAsDouble(trial.cell()) * Math.exp(spread * random.nextGaussian());
          steering.ended(
              trial.cell(),
              block,
              new TreeMap<>(
                  Map.of(
                      "ttft.p50", figure(ms),
                      "throughput.tokens", figure(1000 / ms))));
        }
      }
      last = steering.after(block, Instant.EPOCH);
      if (last.isEmpty() || last.get().next().isEmpty()) {
        return last.orElseThrow();
      }
    }
    return last.orElseThrow();
  }

  @Test
  void an_experiment_with_one_number_of_blocks_runs_them_all_and_decides_nothing() {
    Experiment fixed = experiment("{blocks: 5}");
    Steering steering = new Steering(fixed, plan(fixed));
    assertThat(steering.after(0, Instant.EPOCH)).isEmpty();
    assertThat(steering.after(5, Instant.EPOCH)).isEmpty();
    assertThat(steering.wanted().trials()).hasSize(20);
    assertThat(steering.wanted().open()).isFalse();
  }

  @Test
  void a_run_that_knows_enough_stops_before_its_last_block() {
    Experiment open = experiment("{blocks: 5..30, precision: 5%}");
    Steering steering = new Steering(open, plan(open));
    Event.Course end = run(steering, plan(open), cell -> 50, 0.05);
    assertThat(end.next()).isEmpty();
    assertThat(end.after()).isBetween(5, 29);
    assertThat(end.widest().orElseThrow().half()).isLessThanOrEqualTo(0.05);
    assertThat(steering.wanted().trials()).hasSize(4 * end.after());
    assertThat(steering.wanted().open()).isFalse();
  }

  @Test
  void a_run_whose_intervals_are_wide_goes_on_although_a_difference_is_found() {
    Experiment open = experiment("{blocks: 5..8, precision: 5%}");
    Event.Course end =
        run(new Steering(open, plan(open)), plan(open), cell -> cell.equals("c01") ? 50 : 500, 0.2);
    assertThat(end.after()).isEqualTo(8);
    assertThat(end.next()).hasSize(4);
    assertThat(end.widest().orElseThrow().half()).isGreaterThan(0.05);
  }

  @Test
  void a_cell_that_another_clearly_beats_is_dropped_on_the_way() {
    Experiment drop = experiment("{blocks: 8, drop: dominated}");
    Steering steering = new Steering(drop, plan(drop));
    run(steering, plan(drop), cell -> cell.equals("c01") || cell.equals("c03") ? 80 : 50, 0.01);
    assertThat(steering.wanted().dropped()).extracting(Event.Drop::cell).containsExactly("c03");
    assertThat(Steered.dropped(steering.wanted()))
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.after()).isBetween(3, 5);
              assertThat(dropped.rule()).contains("5 %");
            });
  }

  @Test
  void the_control_and_the_cells_of_a_hypothesis_are_never_dropped() {
    Experiment drop =
        ExperimentFile.parse(
            "e.yaml",
            FOUR
                + """
                design: {blocks: 8, drop: dominated}
                hypotheses: [{metric: ttft.p50, when: {load.clients: 2}, versus: {}, expect: lower}]
                """,
            Map.of());
    Steering steering = new Steering(drop, plan(drop));
    run(steering, plan(drop), cell -> cell.equals("c04") ? 20 : 80, 0.01);
    assertThat(steering.wanted().dropped()).extracting(Event.Drop::cell).containsExactly("c03");
  }

  @Test
  void what_was_decided_is_not_decided_anew() {
    Experiment open = experiment("{blocks: 5..30}");
    Steering steering = new Steering(open, plan(open));
    Event.Course end = run(steering, plan(open), cell -> 50, 0.05);
    assertThat(steering.after(end.after(), Instant.MAX)).isEmpty();
    assertThat(steering.after(3, Instant.MAX)).isEmpty();
  }

  @Test
  void the_blocks_that_are_foretold_follow_the_upper_bound_of_the_spread() {
    Experiment open = experiment("{blocks: 5..100}");
    Plan plan = plan(open);
    Steering steering = new Steering(open, plan);
    Random random = new Random(5);
    for (int block = 1; block <= 5; block++) {
      for (String cell : List.of("c01", "c02", "c03", "c04")) {
        double ms = 50 * Math.exp(0.07 * random.nextGaussian());
        steering.ended(cell, block, new TreeMap<>(Map.of("ttft.p50", figure(ms))));
      }
    }
    steering.after(5, Instant.EPOCH);
    // A paired spread of 0.1 takes 18 blocks to ±5 %; the upper 80 % bound of five pairs is 1.56 of
    // it.
    assertThat(steering.outlook(100).orElseThrow().blocks().orElseThrow()).isBetween(12, 100);
    assertThat(steering.outlook(8).orElseThrow().blocks()).isEmpty();
    assertThat(steering.outlook(8).orElseThrow().widest().half()).isGreaterThan(0.05);
  }

  private static final String TWELVE =
      """
      name: e
      factors: {num_ctx: [1024, 2048], load.clients: [1, 2], num_thread: [1, 2, 3]}
      metrics: [ttft.p50]
      objectives: {ttft.p50: min}
      design: {blocks: 9..40, screen: true}
      """;

  @Test
  void a_screened_run_confirms_the_best_cell_in_fresh_blocks_and_drops_others() {
    Experiment screened = ExperimentFile.parse("e.yaml", TWELVE, Map.of());
    Plan plan = plan(screened);
    Steering steering = new Steering(screened, plan);
    // The last cell is the best although each of its levels but one is the worse on average.
    run(
        steering,
        plan,
        cell -> cell.equals("c12") ? 40 : 60 + Integer.parseInt(cell.substring(1)),
        0.03);
    List<Event.Course> courses = steering.wanted().courses();
    assertThat(courses.getFirst().after()).isZero();
    assertThat(courses).extracting(Event.Course::stage).isSorted();
    assertThat(courses.getLast().next()).isEmpty();
    List<Integer> confirming = steering.wanted().confirming();
    assertThat(confirming).hasSizeGreaterThanOrEqualTo(5);
    assertThat(steering.wanted().of(confirming.getFirst()).orElseThrow().next())
        .containsExactly("c01", "c12");
    assertThat(Steered.stop(steering.wanted()).orElseThrow().cell()).isEqualTo("c12");
    assertThat(steering.wanted().dropped())
        .extracting(Event.Drop::cell)
        .doesNotContain("c01", "c12");
  }

  @Test
  void a_cell_that_misses_its_limit_is_dropped_by_the_screening() {
    Experiment screened =
        ExperimentFile.parse(
            "e.yaml",
            TWELVE
                .replace("ttft.p50: min}", "throughput.tokens: max, ttft.p50: <= 50 ms}")
                .replace("[ttft.p50]", "[throughput.tokens, ttft.p50]"),
            Map.of());
    Plan plan = plan(screened);
    Steering steering = new Steering(screened, plan);
    run(steering, plan, cell -> 45 + 5 * Integer.parseInt(cell.substring(1)), 0.02);
    // Throughput is 1000 / latency here, so the only cell within the limit is the best.
    assertThat(steering.wanted().dropped())
        .filteredOn(drop -> drop.rule().startsWith("misses a limit"))
        .isNotEmpty();
  }

  @Test
  void screening_in_simulated_nights_finds_the_best_cell_with_a_quarter_of_the_trials() {
    Nights full = new Nights(false);
    Nights screened = new Nights(true);
    for (long seed = 1; seed <= 2; seed++) {
      Nights.Night night = screened.run(seed);
      assertThat(night.worse()).isLessThanOrEqualTo(0.05);
      assertThat(night.trials()).isLessThan(full.run(seed).trials() / 4);
    }
  }
}
