package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TooLongTest {
  private static List<String> of(String command, String factors, long served) {
    return of(command, factors, served, "{prompt_tokens: 300, output_tokens: 84}");
  }

  private static List<String> of(String command, String factors, long served, String workload) {
    Experiment experiment =
        ExperimentFile.parse(
            "e.yaml",
            """
            name: e
            target: {kind: openai, command: '%s'}
            model: m
            factors: {%s}
            workload: %s
            """
                .formatted(command, factors, workload),
            Map.of());
    return TooLong.of(
        experiment,
        Planner.plan(experiment, 1, OptionalLong.empty()),
        served > 0 ? OptionalLong.of(served) : OptionalLong.empty());
  }

  @Test
  void a_prompt_and_answer_that_fill_the_context_to_the_last_token_fit() {
    assertThat(of("vllm serve m", "vllm.max_model_len: [384, 512]", 0)).isEmpty();
  }

  @Test
  void the_cell_whose_context_is_a_token_short_is_named() {
    assertThat(of("vllm serve m", "vllm.max_model_len: [383, 512]", 0))
        .singleElement()
        .asString()
        .startsWith("c01: a prompt of 300 tokens and an answer of 84 are more than the 383")
        .contains("vllm.max_model_len");
  }

  @Test
  void a_cells_own_setting_goes_before_the_command_and_that_before_what_the_server_says() {
    String short_ = "vllm serve m --max-model-len 200";
    assertThat(of(short_, "vllm.max_model_len: [512]", 100)).isEmpty();
    assertThat(of(short_, "vllm.max_num_seqs: [2]", 4096))
        .singleElement()
        .asString()
        .contains("than the 200", "--max-model-len in target.command");
    assertThat(of("vllm serve m", "vllm.max_num_seqs: [2]", 100))
        .singleElement()
        .asString()
        .contains("than the 100", "as the server says");
    assertThat(of("vllm serve m", "vllm.max_num_seqs: [2]", 0)).isEmpty();
  }

  @Test
  void slots_of_llama_server_share_its_context() {
    assertThat(of("llama-server -m m -c 1024", "LLAMA_ARG_N_PARALLEL: [1, 2, 4]", 0))
        .singleElement()
        .asString()
        .startsWith("c03: ")
        .contains("than the 256", "1024 over 4 slots");
    assertThat(of("llama-server -m m", "LLAMA_ARG_CTX_SIZE: [256, 2048]", 0))
        .singleElement()
        .asString()
        .startsWith("c01: ")
        .contains("LLAMA_ARG_CTX_SIZE");
  }

  @Test
  void a_slots_context_is_rounded_up_as_llama_server_does() {
    assertThat(of("llama-server -m m -c 770", "LLAMA_ARG_N_PARALLEL: [2]", 0))
        .as("385 of each become 512")
        .isEmpty();
  }

  @Test
  void lengths_that_are_levels_count_as_well() {
    assertThat(of("vllm serve m", "workload.output_tokens: [50, 250]", 512, "{prompt_tokens: 300}"))
        .singleElement()
        .asString()
        .startsWith("c02: a prompt of 300 tokens and an answer of 250");
  }
}
