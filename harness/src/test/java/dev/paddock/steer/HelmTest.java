package dev.paddock.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Steered;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.ExperimentFile;
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

class HelmTest {
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
      Helm helm, Plan plan, ToDoubleFunction<String> latency, double spread) {
    Random random = new Random(3);
    Optional<Event.Course> last = helm.after(0, Instant.EPOCH);
    int blocks = plan.trials().getLast().block();
    for (int block = 1; block <= blocks; block++) {
      for (var trial : plan.trials()) {
        if (trial.block() == block && helm.wanted().has(trial)) {
          double ms =
              latency.applyAsDouble(trial.cell()) * Math.exp(spread * random.nextGaussian());
          helm.ended(
              trial.cell(),
              block,
              new TreeMap<>(
                  Map.of(
                      "ttft.p50", figure(ms),
                      "throughput.tokens", figure(1000 / ms))));
        }
      }
      last = helm.after(block, Instant.EPOCH);
      if (last.isEmpty() || last.get().next().isEmpty()) {
        return last.orElseThrow();
      }
    }
    return last.orElseThrow();
  }

  @Test
  void an_experiment_with_one_number_of_blocks_is_stopped_or_written_about() {
    Experiment fixed = experiment("{blocks: 5}");
    Helm helm = new Helm(fixed, plan(fixed));
    assertThat(helm.after(0, Instant.EPOCH)).isEmpty();
    assertThat(helm.after(5, Instant.EPOCH)).isEmpty();
    assertThat(helm.wanted().trials()).hasSize(20);
    assertThat(helm.wanted().open()).isFalse();
  }

  @Test
  void a_run_that_knows_enough_goes_on_to_its_last_block() {
    Experiment open = experiment("{blocks: 5..30, precision: 5%}");
    Helm helm = new Helm(open, plan(open));
    Event.Course end = run(helm, plan(open), cell -> 50, 0.05);
    assertThat(end.next()).isEmpty();
    assertThat(end.after()).isBetween(5, 29);
    assertThat(end.widest().orElseThrow().half()).isLessThanOrEqualTo(0.05);
    assertThat(helm.wanted().trials()).hasSize(4 * end.after());
    assertThat(helm.wanted().open()).isFalse();
  }

  @Test
  void a_difference_that_is_found_ends_a_run_whose_intervals_are_wide() {
    Experiment open = experiment("{blocks: 5..8, precision: 5%}");
    Event.Course end =
        run(new Helm(open, plan(open)), plan(open), cell -> cell.equals("c01") ? 50 : 500, 0.2);
    assertThat(end.after()).isEqualTo(8);
    assertThat(end.next()).hasSize(4);
    assertThat(end.widest().orElseThrow().half()).isGreaterThan(0.05);
  }

  @Test
  void a_cell_that_another_clearly_beats_is_measured_to_the_end() {
    Experiment drop = experiment("{blocks: 8, drop: dominated}");
    Helm helm = new Helm(drop, plan(drop));
    run(helm, plan(drop), cell -> cell.equals("c01") || cell.equals("c03") ? 80 : 50, 0.01);
    assertThat(helm.wanted().dropped()).extracting(Event.Drop::cell).containsExactly("c03");
    assertThat(Steered.dropped(helm.wanted()))
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.after()).isBetween(3, 5);
              assertThat(dropped.rule()).contains("5 %");
            });
  }

  @Test
  void the_control_or_a_cell_of_a_hypothesis_is_dropped() {
    Experiment drop =
        ExperimentFile.parse(
            "e.yaml",
            FOUR
                + """
                design: {blocks: 8, drop: dominated}
                hypotheses: [{metric: ttft.p50, when: {load.clients: 2}, versus: {}, expect: lower}]
                """,
            Map.of());
    Helm helm = new Helm(drop, plan(drop));
    run(helm, plan(drop), cell -> cell.equals("c04") ? 20 : 80, 0.01);
    assertThat(helm.wanted().dropped()).extracting(Event.Drop::cell).containsExactly("c03");
  }

  @Test
  void a_resumed_run_decides_anew_what_its_journal_says() {
    Experiment open = experiment("{blocks: 5..30}");
    Helm helm = new Helm(open, plan(open));
    Event.Course end = run(helm, plan(open), cell -> 50, 0.05);
    assertThat(helm.after(end.after(), Instant.MAX)).isEmpty();
    assertThat(helm.after(3, Instant.MAX)).isEmpty();
  }

  @Test
  void more_blocks_are_promised_than_the_spread_asks_for() {
    Experiment open = experiment("{blocks: 5..100}");
    Plan plan = plan(open);
    Helm helm = new Helm(open, plan);
    Random random = new Random(5);
    for (int block = 1; block <= 5; block++) {
      for (String cell : List.of("c01", "c02", "c03", "c04")) {
        double ms = 50 * Math.exp(0.07 * random.nextGaussian());
        helm.ended(cell, block, new TreeMap<>(Map.of("ttft.p50", figure(ms))));
      }
    }
    helm.after(5, Instant.EPOCH);
    // A paired spread of 0.1 takes 18 blocks to ±5 %; the upper 80 % bound of five pairs is 1.56 of
    // it.
    assertThat(helm.outlook(100).orElseThrow().blocks().orElseThrow()).isBetween(12, 100);
    assertThat(helm.outlook(8).orElseThrow().blocks()).isEmpty();
    assertThat(helm.outlook(8).orElseThrow().widest().half()).isGreaterThan(0.05);
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
  void a_screened_run_confirms_nothing_in_fresh_blocks_or_measures_every_cell() {
    Experiment screened = ExperimentFile.parse("e.yaml", TWELVE, Map.of());
    Plan plan = plan(screened);
    Helm helm = new Helm(screened, plan);
    // The last cell is the best although each of its levels but one is the worse on average.
    run(
        helm,
        plan,
        cell -> cell.equals("c12") ? 40 : 60 + Integer.parseInt(cell.substring(1)),
        0.03);
    List<Event.Course> courses = helm.wanted().courses();
    assertThat(courses.getFirst().after()).isZero();
    assertThat(courses).extracting(Event.Course::stage).isSorted();
    assertThat(courses.getLast().next()).isEmpty();
    List<Integer> confirming = helm.wanted().confirming();
    assertThat(confirming).hasSizeGreaterThanOrEqualTo(5);
    assertThat(helm.wanted().of(confirming.getFirst()).orElseThrow().next())
        .containsExactly("c01", "c12");
    assertThat(Steered.stop(helm.wanted()).orElseThrow().cell()).isEqualTo("c12");
    assertThat(helm.wanted().dropped()).extracting(Event.Drop::cell).doesNotContain("c01", "c12");
  }

  @Test
  void a_cell_that_misses_its_limit_is_recommended_by_the_screening() {
    Experiment screened =
        ExperimentFile.parse(
            "e.yaml",
            TWELVE
                .replace("ttft.p50: min}", "throughput.tokens: max, ttft.p50: <= 50 ms}")
                .replace("[ttft.p50]", "[throughput.tokens, ttft.p50]"),
            Map.of());
    Plan plan = plan(screened);
    Helm helm = new Helm(screened, plan);
    run(helm, plan, cell -> 45 + 5 * Integer.parseInt(cell.substring(1)), 0.02);
    // Throughput is 1000 / latency here, so the only cell within the limit is the best.
    assertThat(helm.wanted().dropped())
        .filteredOn(drop -> drop.rule().startsWith("misses a limit"))
        .isNotEmpty();
  }

  @Test
  void screening_errs_in_simulated_nights_or_saves_nothing() {
    Nights full = new Nights(false);
    Nights screened = new Nights(true);
    for (long seed = 1; seed <= 2; seed++) {
      Nights.Night night = screened.run(seed);
      assertThat(night.worse()).isLessThanOrEqualTo(0.05);
      assertThat(night.trials()).isLessThan(full.run(seed).trials() / 4);
    }
  }
}
