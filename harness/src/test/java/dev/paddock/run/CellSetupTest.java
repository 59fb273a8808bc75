package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.plan.Cell;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellSetupTest {
  @Test
  void a_trials_server_gets_every_variable_of_the_files_environment_whoever_knows_it() {
    assertThat(setup(Map.of()).variables())
        .contains(
            entry("VLLM_CPU_KVCACHE_SPACE", "1"),
            entry("OMP_PLACES", "{0},{2}"),
            entry("OLLAMA_KEEP_ALIVE", "30m"));
  }

  @Test
  void a_cells_level_goes_before_the_files_environment() {
    assertThat(setup(Map.of("OLLAMA_KEEP_ALIVE", new Value.Text("5m"))).variables())
        .containsEntry("OLLAMA_KEEP_ALIVE", "5m");
    assertThat(setup(Map.of("OLLAMA_KEEP_ALIVE", new Value.Unset())).variables())
        .doesNotContainKey("OLLAMA_KEEP_ALIVE")
        .containsKey("OMP_PLACES");
  }

  private static CellSetup setup(Map<String, Value> levels) {
    return CellSetup.of(
        ExperimentFile.parse(
            "test.yaml",
            """
            name: test
            target:
              kind: ollama
              command: ollama serve
              environment:
                VLLM_CPU_KVCACHE_SPACE: 1
                OMP_PLACES: "{0},{2}"
                OLLAMA_KEEP_ALIVE: 30m
            model: fake:1
            factors: {num_ctx: [256]}
            """,
            Map.of()),
        new Cell("c01", Configuration.named(levels)));
  }
}
