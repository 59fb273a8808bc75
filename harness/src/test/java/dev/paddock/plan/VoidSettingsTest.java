package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.settings.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VoidSettingsTest {
  private static final Situation.Model SMALL = new Situation.Model("small:1", "llama", 31, 8192);

  private static final Circumstances CPU = new Circumstances(Optional.of(false), List.of(SMALL));

  private static final Circumstances GPU = new Circumstances(Optional.of(true), List.of(SMALL));

  private static List<String> of(String factors, Circumstances circumstances) {
    Experiment experiment =
        ExperimentFile.parse(
            "e.yaml",
            "name: e\ntarget: {kind: ollama, command: ollama serve}\nmodel: small:1\nfactors: {%s}\n"
                .formatted(factors),
            Map.of());
    return VoidSettings.of(
        experiment, Planner.plan(experiment, 1, OptionalLong.of(31)), circumstances);
  }

  @Test
  void layers_on_a_machine_without_gpu_are_called_void() {
    assertThat(of("num_gpu: [0, 10]", CPU))
        .singleElement()
        .asString()
        .startsWith("void: num_gpu: the server sees no GPU");
    assertThat(of("num_gpu: [0, 10]", GPU)).isEmpty();
    assertThat(of("num_gpu: [0]", CPU)).isEmpty();
    assertThat(of("num_gpu: [0, 10]", Circumstances.UNKNOWN)).isEmpty();
  }

  @Test
  void a_context_that_will_be_clamped_is_called_void() {
    assertThat(of("num_ctx: [8192, 16384]", GPU))
        .containsExactly(
            "void: num_ctx 16384: small:1 was trained for 8192 tokens, and Ollama clamps the"
                + " context to that");
  }

  @Test
  void more_layers_than_the_model_has_mean_all_of_them() {
    assertThat(of("num_gpu: [31, 99]", GPU))
        .containsExactly("void: num_gpu 99: small:1 has 31 layers, so it means all of them");
  }

  @Test
  void slots_that_a_family_does_not_get_are_called_void() {
    Circumstances qwen =
        new Circumstances(
            Optional.of(true), List.of(new Situation.Model("q", "qwen35", 40, 262144)));
    assertThat(of("OLLAMA_NUM_PARALLEL: [1, 4]", qwen))
        .containsExactly(
            "void: OLLAMA_NUM_PARALLEL: Ollama serves the family qwen35 (q) one request at a time");
    assertThat(of("OLLAMA_NUM_PARALLEL: [1]", qwen)).isEmpty();
    assertThat(of("OLLAMA_NUM_PARALLEL: [1, 4]", GPU)).isEmpty();
  }

  @Test
  void a_constant_of_the_server_with_which_it_ends_is_told() {
    Experiment experiment =
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            target:
              kind: ollama
              command: ollama serve
              environment: {OLLAMA_ORIGINS: chat.example, OLLAMA_MODELS: ~/llm}
            model: small:1
            factors: {num_batch: [128]}
            """,
            Map.of());
    assertThat(VoidSettings.of(experiment, Planner.plan(experiment, 1, OptionalLong.empty()), GPU))
        .containsExactly(
            "infeasible: c01: an origin of OLLAMA_ORIGINS has neither a scheme nor a *: Ollama"
                + " ends",
            "void: OLLAMA_MODELS ~/llm: only a shell expands ~: Ollama makes a folder of that"
                + " name");
  }

  @Test
  void a_graphics_version_that_amds_runtime_does_not_take_is_told_as_factor_and_as_constant() {
    String told = ": AMD's runtime wants three numbers with points between, 11.0.3 for gfx1103";
    assertThat(of("HSA_OVERRIDE_GFX_VERSION: [unset, gfx1035, 10.3.5, \"11.0\"]", GPU))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("void: HSA_OVERRIDE_GFX_VERSION gfx1035" + told),
            one -> assertThat(one).startsWith("void: HSA_OVERRIDE_GFX_VERSION 11.0" + told));
    for (String version : List.of("gfx90c", "11.0.0")) {
      Experiment experiment =
          ExperimentFile.parse(
              "e.yaml",
              """
              name: e
              target:
                kind: ollama
                command: ollama serve
                environment: {HSA_OVERRIDE_GFX_VERSION: %s}
              model: small:1
              factors: {num_batch: [128]}
              """
                  .formatted(version),
              Map.of());
      assertThat(
              VoidSettings.of(experiment, Planner.plan(experiment, 1, OptionalLong.empty()), GPU))
          .hasSize(version.equals("11.0.0") ? 0 : 1);
    }
  }

  @Test
  void a_cell_that_cannot_load_is_called_infeasible() {
    assertThat(
            of(
                "OLLAMA_FLASH_ATTENTION: [\"false\", \"true\"], OLLAMA_KV_CACHE_TYPE: [f16, q8_0]",
                Circumstances.UNKNOWN))
        .containsExactly(
            "infeasible: c02: a quantised V cache needs flash attention, and"
                + " OLLAMA_FLASH_ATTENTION turns it off: the model will not load");
  }

  @Test
  void a_variable_under_a_request_that_goes_before_it_is_called_void() {
    assertThat(of("OLLAMA_CONTEXT_LENGTH: [1024, 2048], num_ctx: [4096]", GPU))
        .containsExactly(
            "void: OLLAMA_CONTEXT_LENGTH: every request carries num_ctx, which goes before it");
    assertThat(of("OLLAMA_KEEP_ALIVE: [5m, 30m]", GPU)).isEmpty();
  }

  @Test
  void a_batch_over_the_context_is_called_void() {
    assertThat(of("num_ctx: [1024, 4096], num_batch: [2048]", GPU))
        .containsExactly(
            "void: num_batch in c01: a batch is no larger than the context of all slots");
  }

  @Test
  void an_argument_that_ollama_passes_itself_is_called_void() {
    assertThat(of("LLAMA_ARG_UBATCH: [\"64\", \"128\"]", GPU))
        .containsExactly(
            "void: LLAMA_ARG_UBATCH: Ollama passes that argument itself. Set num_batch");
  }
}
