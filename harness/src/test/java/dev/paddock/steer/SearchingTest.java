package dev.paddock.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.figures.Measured;
import dev.paddock.journal.Event;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Ladder;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.plan.Planner;
import dev.paddock.record.Figure;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Known;
import dev.paddock.stats.Capacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchingTest {
  private static final double LIMIT = 900;
  private static final int BLOCKS = 6;

  private static Experiment experiment(String more) {
    return ExperimentFile.parse(
        "s.yaml",
        """
        name: s
        factors: {num_ctx: [1024, 2048]}
        load: {clients: search 1..64}
        metrics: [ttft.p50]
        objectives: {ttft.p50: <= 900 ms}
        design: {blocks: 6}
        """
            + more,
        Map.of());
  }

  /** A run that is simulated: which clients each trial of the first configuration had. */
  private record Run(List<Integer> first, List<List<Integer>> later, Capacity capacity) {
    int trials() {
      return first.size() + later.stream().mapToInt(List::size).sum();
    }
  }

  private static int clients(Plan plan, String cell) {
    return (int) plan.cell(cell).levels().whole(Known.LOAD_CLIENTS).orElseThrow();
  }

  private static Run run(IntToDoubleFunction ttft, double spread, long seed) {
    Experiment experiment = experiment("");
    Plan plan = Planner.plan(experiment, 5, OptionalLong.empty());
    Steering steering = new Steering(experiment, plan);
    List<String> ladder =
        Ladder.of(experiment, plan).getFirst().rising().stream().map(cell -> cell.id()).toList();
    Random random = new Random(seed);
    Map<String, List<Double>> lastLogs = new TreeMap<>();
    List<Integer> first = new ArrayList<>();
    List<List<Integer>> later = new ArrayList<>();
    for (int block = 1; block <= BLOCKS; block++) {
      List<Integer> ran = new ArrayList<>();
      List<String> done = new ArrayList<>();
      while (true) {
        steering.after(block - 1, Instant.EPOCH);
        Optional<PlannedTrial> next = next(plan, steering, block, done);
        if (next.isEmpty()) {
          break;
        }
        String cell = next.get().cell();
        done.add(cell);
        int n = clients(plan, cell);
        double ms = ttft.applyAsDouble(n) * Math.exp(spread * random.nextGaussian());
        steering.ended(cell, block, new TreeMap<>(Map.of("ttft.p50", new Figure(ms, 80))));
        if (ladder.contains(cell)) {
          ran.add(n);
          if (block > 1) {
            lastLogs.computeIfAbsent(cell, c -> new ArrayList<>()).add(Math.log(ms));
          }
        }
      }
      ran.sort(Integer::compare);
      if (block == 1) {
        first.addAll(ran);
      } else {
        later.add(ran);
      }
    }
    List<String> cells =
        ladder.stream().filter(cell -> later.getLast().contains(clients(plan, cell))).toList();
    int blocks =
        cells.stream()
            .mapToInt(cell -> lastLogs.getOrDefault(cell, List.of()).size())
            .min()
            .orElseThrow();
    double[][] logs = new double[blocks][cells.size()];
    for (int c = 0; c < cells.size(); c++) {
      List<Double> of = lastLogs.getOrDefault(cells.get(c), List.of());
      for (int b = 0; b < blocks; b++) {
        logs[b][c] = of.get(of.size() - blocks + b);
      }
    }
    return new Run(
        first,
        later,
        Capacity.of(
            later.getLast().stream().mapToDouble(n -> n).toArray(), logs, Math.log(LIMIT), 0.95));
  }

  private static Optional<PlannedTrial> next(
      Plan plan, Steering steering, int block, List<String> done) {
    return plan.trials().stream()
        .filter(trial -> trial.block() == block)
        .filter(trial -> !done.contains(trial.cell()) && steering.wanted().has(trial))
        .findFirst();
  }

  /** A closed loop on equal slots with constant times (measurement.md). */
  private static IntToDoubleFunction pace(double ttft, double answer, int slots) {
    return n -> n <= slots ? ttft : ttft + (n - slots) / (double) slots * (ttft + answer);
  }

  private static int truth(IntToDoubleFunction ttft) {
    return IntStream.rangeClosed(1, 64)
        .filter(n -> ttft.applyAsDouble(n) <= LIMIT)
        .max()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"100, 200, 1", "300, 400, 2", "80, 500, 4", "500, 300, 8", "200, 900, 16"})
  void constant_times_are_found_to_the_client_in_half_of_the_grids_trials(
      double first, double answer, int slots) {
    IntToDoubleFunction ttft = pace(first, answer, slots);
    Run run = run(ttft, 0.001, 1);
    assertThat((int) run.capacity().load()).isEqualTo(truth(ttft));
    int grid = 7 * BLOCKS; // 1, 2, 4 … 64
    assertThat(run.trials()).isLessThanOrEqualTo(grid / 2);
  }

  @Test
  void the_first_block_halves_and_the_others_run_three_neighbours() {
    Run run = run(pace(100, 200, 4), 0.001, 1);
    assertThat(run.first()).hasSizeLessThanOrEqualTo(5).contains(14, 15);
    assertThat(run.later())
        .hasSize(5)
        .allSatisfy(loads -> assertThat(loads).hasSize(3).contains(14, 15));
  }

  @Test
  void loads_move_where_the_later_blocks_show_the_crossing_beyond_them() {
    int[] calls = {0};
    IntToDoubleFunction slowAtFirst = // the first block is three times as slow
        n -> pace(100, 200, 4).applyAsDouble(n) * (calls[0]++ < 12 ? 3 : 1);
    Run run = run(slowAtFirst, 0.001, 1);
    assertThat(run.later().getFirst().getLast()).isLessThan(14);
    assertThat(run.later().getLast().getLast()).isGreaterThan(run.later().getFirst().getLast());
  }

  @Test
  void a_limit_that_all_loads_meet_or_none_does_is_looked_for_at_the_end_of_the_range() {
    assertThat(run(n -> 10, 0, 1).later().getLast()).containsExactly(62, 64);
    assertThat(run(n -> 10, 0, 1).capacity().load()).isGreaterThan(64);
    assertThat(run(n -> 2000, 0, 1).later().getLast()).containsExactly(1, 2);
    assertThat(run(n -> 2000, 0, 1).capacity().load()).isLessThan(1);
  }

  @Test
  void intervals_cover_the_truth_although_the_first_block_chose_the_loads() {
    IntToDoubleFunction ttft = pace(120, 260, 4);
    // The curve that is crossed goes straight between the loads that are run.
    int covered = 0;
    int runs = 300;
    for (int seed = 0; seed < runs; seed++) {
      Capacity of = run(ttft, 0.05, seed).capacity();
      double crossing = 4 + 4 * (LIMIT - 120) / 380;
      boolean within =
          (of.below(of.low()) || of.low() <= crossing + 0.05)
              && (of.above(of.high()) || of.high() >= crossing - 0.05);
      covered += within ? 1 : 0;
    }
    assertThat(covered / (double) runs).isGreaterThanOrEqualTo(0.93);
  }

  @Test
  void a_trial_without_a_figure_does_not_stop_the_search() {
    Experiment experiment = experiment("");
    Plan plan = Planner.plan(experiment, 5, OptionalLong.empty());
    Steering steering = new Steering(experiment, plan);
    Event.Course one = steering.after(0, Instant.EPOCH).orElseThrow();
    assertThat(one.stage()).isEqualTo(Event.Stage.SEARCHING);
    assertThat(one.next()).hasSize(1);
    assertThat(steering.after(0, Instant.EPOCH)).isEmpty();
    steering.infeasible(one.next().getFirst()); // too many to run at all: look below
    Event.Course two = steering.after(0, Instant.EPOCH).orElseThrow();
    assertThat(two.next()).hasSize(2);
    assertThat(clients(plan, two.next().getLast()))
        .isLessThan(clients(plan, two.next().getFirst()));
  }

  @Test
  void what_is_to_come_shrinks_with_the_trials() {
    Experiment experiment = experiment("");
    Plan plan = Planner.plan(experiment, 5, OptionalLong.empty());
    Steering steering = new Steering(experiment, plan);
    assertThat(steering.atLeast()).isEqualTo(2 * (5 + 3 * 5));
    List<String> done = new ArrayList<>();
    for (int block = 1; block <= BLOCKS; block++) {
      int before = steering.atLeast();
      done.clear();
      steering.after(block - 1, Instant.EPOCH);
      for (var next = next(plan, steering, block, done);
          next.isPresent();
          next = next(plan, steering, block, done)) {
        done.add(next.get().cell());
        steering.ended(
            next.get().cell(), block, new TreeMap<>(Map.of("ttft.p50", new Figure(100, 80))));
        steering.after(block - 1, Instant.EPOCH);
      }
      assertThat(steering.atLeast()).isLessThan(before);
    }
    assertThat(steering.atLeast()).isZero();
  }

  /** What each trial of a run shows, also one of which too many requests failed. */
  private static final class Night {
    private final Plan plan;
    private final Searching searching;
    private final Seen seen;
    private final Wanted wanted;

    Night() {
      Experiment experiment = experiment("");
      plan = Planner.plan(experiment, 5, OptionalLong.empty());
      searching = Searching.of(experiment, plan);
      seen = new Seen(plan);
      wanted = new Wanted(plan, BLOCKS, List.of());
    }

    /** The clients of the first configuration in a block, of which more than {@code most} fail. */
    List<Integer> block(int block, int most) {
      Ladder ladder = searching.ladders().getFirst();
      List<Integer> ran = new ArrayList<>();
      List<String> done = new ArrayList<>();
      while (true) {
        searching.after(block - 1, Instant.EPOCH, seen, wanted).ifPresent(wanted::decided);
        Optional<PlannedTrial> next =
            plan.trials().stream()
                .filter(trial -> trial.block() == block)
                .filter(trial -> !done.contains(trial.cell()) && wanted.has(trial))
                .findFirst();
        if (next.isEmpty()) {
          ran.sort(Integer::compare);
          return ran;
        }
        String cell = next.get().cell();
        done.add(cell);
        int n = clients(plan, cell);
        if (ladder.rising().contains(plan.cell(cell))) {
          ran.add(n);
        }
        OfMetric met = new OfMetric(100 + n, 80, 80);
        seen.valid(
            cell,
            block,
            n > most
                ? new Measured(Map.of(), Map.of(), Set.of("ttft.p50"))
                : new Measured(Map.of("ttft.p50", met), Map.of()));
      }
    }
  }

  @Test
  void a_load_at_which_too_many_requests_fail_fails_the_limit() {
    Night night = new Night();
    assertThat(night.block(1, 9)).hasSizeLessThanOrEqualTo(6).contains(9, 10);
    assertThat(night.block(2, 9)).containsExactly(8, 9, 10);
    assertThat(night.block(3, 9)).as("9 meets it and 10 does not").containsExactly(8, 9, 10);
  }

  @Test
  void loads_of_which_all_fail_later_move_down() {
    Night night = new Night();
    night.block(1, 9);
    night.block(2, 5);
    assertThat(night.block(3, 5)).containsExactly(6, 7, 8);
  }

  @Test
  void a_first_block_is_not_opened_again_once_a_later_one_has_begun() {
    Night night = new Night();
    night.block(1, 9);
    night.block(2, 9);
    night.searching.after(2, Instant.EPOCH, night.seen, night.wanted);
    night.seen.cannotRun(night.searching.ladders().getFirst().rising().get(8).id());
    assertThat(night.searching.after(0, Instant.EPOCH, night.seen, night.wanted)).isEmpty();
  }
}
