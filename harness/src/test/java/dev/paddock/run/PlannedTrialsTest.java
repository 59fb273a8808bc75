package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.plan.Planner;
import dev.paddock.record.Fault;
import dev.paddock.record.Figure;
import dev.paddock.record.Quantity;
import dev.paddock.record.Troubles;
import dev.paddock.run.TrialSource.Step;
import dev.paddock.settings.Configuration;
import dev.paddock.steer.Steering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannedTrialsTest {
  private final Experiment fixed = experiment("{blocks: 3}");

  private static Experiment experiment(String design) {
    return ExperimentFile.parse(
        "e.yaml",
        """
        name: e
        factors: {num_ctx: [1024, 2048]}
        metrics: [ttft.p50]
        design: %s
        """
            .formatted(design),
        Map.of());
  }

  private static Plan plan(Experiment experiment) {
    return Planner.plan(experiment, 7, OptionalLong.empty());
  }

  private static PlannedTrials source(Plan plan, Set<Integer> ended, Steering steering) {
    List<Event.Trial> trials =
        plan.trials().stream()
            .filter(trial -> ended.contains(trial.number()))
            .map(trial -> RepeatsTest.ended(trial, Troubles.NONE))
            .toList();
    return new PlannedTrials(
        plan,
        trials,
        steering,
        new Feasibility(plan, cell -> Configuration.NONE, List.of()),
        new Repeats(plan, EnumSet.of(Quantity.TTFT), cell -> false, trials, false));
  }

  private static List<Step> steps(TrialSource source) {
    List<Step> steps = new ArrayList<>();
    do {
      steps.add(source.next(Instant.EPOCH));
    } while (!(steps.getLast() instanceof Step.Over));
    return steps;
  }

  @Test
  void trials_that_the_journal_lacks_come_in_the_order_of_the_plan() {
    Plan plan = plan(fixed);
    TrialSource source = source(plan, Set.of(1, 2, 4), new Steering(fixed, plan));
    assertThat(source.extent()).isEqualTo(new TrialSource.Extent(3, 3, false));
    List<PlannedTrial> trials = plan.trials();
    assertThat(steps(source))
        .containsExactly(
            new Step.Run(trials.get(2)),
            new Step.Run(trials.get(4)),
            new Step.Run(trials.get(5)),
            new Step.Over(RunEnd.DONE));
  }

  @Test
  void trials_of_a_cell_that_failed_twice_are_infeasible_from_then_on() {
    Plan plan = plan(fixed);
    TrialSource source = source(plan, Set.of(), new Steering(fixed, plan));
    Fault fault = new Fault(Fault.Kind.OTHER, "it fell over");
    assertThat(source.failed(Instant.EPOCH, "c02", fault)).isEmpty();
    assertThat(source.failed(Instant.EPOCH, "c02", fault))
        .extracting(Event.Infeasible::cell)
        .containsExactly("c02");
    assertThat(steps(source))
        .filteredOn(Step.Infeasible.class::isInstance)
        .hasSize(3)
        .allSatisfy(step -> assertThat(((Step.Infeasible) step).trial().cell()).isEqualTo("c02"));
  }

  @Test
  void a_run_that_knows_enough_is_over_after_the_decision_was_given_to_be_kept() {
    Experiment open = experiment("{blocks: 2..9, precision: 5%}");
    Plan plan = plan(open);
    Steering steering = new Steering(open, plan);
    TrialSource source = source(plan, Set.of(), steering);
    List<Step> steps = new ArrayList<>();
    do {
      steps.add(source.next(Instant.EPOCH));
      if (steps.getLast() instanceof Step.Run(PlannedTrial trial)) {
        steering.ended(
            trial.cell(), trial.block(), new TreeMap<>(Map.of("ttft.p50", new Figure(50, 80))));
      }
    } while (!(steps.getLast() instanceof Step.Over));
    assertThat(steps).filteredOn(Step.Run.class::isInstance).hasSize(4);
    assertThat(steps.get(steps.size() - 2))
        .isInstanceOfSatisfying(
            Step.Decided.class, decided -> assertThat(decided.course().next()).isEmpty());
    assertThat(steps.getLast()).isEqualTo(new Step.Over(RunEnd.PRECISE));
  }
}
