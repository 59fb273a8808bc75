package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.ExperimentFile;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static Experiment experiment(String text) {
    return ExperimentFile.parse("e.yaml", text, Map.of());
  }

  @Test
  void the_same_seed_gives_the_same_plan() {
    Experiment experiment =
        experiment(
            """
            name: e
            factors: {num_ctx: [1024, 2048], OLLAMA_NUM_PARALLEL: [1, 2], load.clients: [1, 2]}
            design: {blocks: 3}
            """);
    Plan plan = Planner.plan(experiment, 7, OptionalLong.empty());
    assertThat(plan).isEqualTo(Planner.plan(experiment, 7, OptionalLong.empty()));
    assertThat(plan.trials()).hasSize(24);
    assertThat(plan.cells()).hasSize(8);
    assertThat(plan.control()).isEqualTo("c01");
    assertThat(plan.trials().getLast().plot()).isEqualTo(6);
  }
}
