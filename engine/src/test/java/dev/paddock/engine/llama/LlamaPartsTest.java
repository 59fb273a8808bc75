package dev.paddock.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.engine.AnswerCounts;
import dev.paddock.engine.EngineException;
import dev.paddock.engine.ServerVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The parts of the engine {@code llama} that need no model. */
class LlamaPartsTest {
  private static final int CONTEXT = 4096;

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  private static RequestOptions options(String text) throws JsonProcessingException {
    return RequestOptions.of(json(text), true, CONTEXT);
  }

  @Test
  void an_unknown_option_is_named_and_changes_nothing() throws Exception {
    RequestOptions options = options("{\"num_ctx\":512,\"mirostat\":1}");
    assertThat(options.unknown()).containsExactly("mirostat");
    assertThat(options.load()).isEqualTo(options("{\"num_ctx\":512}").load());
  }

  @Test
  void an_option_of_the_wrong_type_is_refused_in_the_words_of_ollama() {
    assertThatThrownBy(() -> options("{\"temperature\":\"hot\"}"))
        .hasMessage("option \"temperature\" must be of type float32");
    assertThatThrownBy(() -> options("{\"stop\":\"x\"}"))
        .hasMessage("option \"stop\" must be of type array");
  }

  @Test
  void only_a_load_option_reloads_the_model() throws Exception {
    LoadOptions plain = options("{}").load();
    assertThat(plain.needsReload(options("{\"seed\":7,\"num_predict\":3}").load())).isFalse();
    for (String changed : new String[] {"num_ctx", "num_batch", "num_thread", "num_gpu"}) {
      LoadOptions wanted = options("{\"" + changed + "\":3}").load();
      assertThat(plain.needsReload(wanted)).as(changed).isTrue();
    }
    assertThat(plain.needsReload(RequestOptions.of(json("{}"), false, CONTEXT).load())).isTrue();
  }

  @Test
  void an_automatic_num_gpu_after_an_explicit_one_keeps_the_old_placement() throws Exception {
    LoadOptions explicit = options("{\"num_gpu\":10}").load();
    assertThat(explicit.needsReload(options("{\"num_gpu\":-1}").load())).isFalse();
    assertThat(explicit.needsReload(options("{\"num_gpu\":11}").load())).isTrue();
  }

  @Test
  void a_context_beyond_the_trained_one_is_clamped() {
    assertThat(LoadOptions.defaults(100_000).clampedTo(8192).numCtx()).isEqualTo(8192);
    assertThat(LoadOptions.defaults(1).clampedTo(8192).numCtx()).isEqualTo(4);
  }

  @Test
  void the_automatic_batch_follows_all_cells_not_those_of_one_slot() {
    assertThat(LoadOptions.defaults(4096).batch(1)).isEqualTo(512);
    assertThat(LoadOptions.defaults(4096).batch(2)).isEqualTo(1024);
    assertThat(LoadOptions.defaults(32_768).batch(2)).isEqualTo(2048);
  }

  @Test
  void an_endless_answer_has_an_end() throws Exception {
    assertThat(options("{}").sampling().limit(512)).isEqualTo(5120);
    assertThat(options("{\"num_predict\":7}").sampling().limit(512)).isEqualTo(7);
  }

  @Test
  void a_quantised_cache_turns_automatic_flash_attention_on() {
    Path model = Path.of("m.gguf");
    LoadOptions options = LoadOptions.defaults(512);
    assertThat(LoadPlan.of(model, options, ServerVariables.of(Map.of())).flashAttention())
        .isFalse();
    Map<String, String> quantised = Map.of("OLLAMA_KV_CACHE_TYPE", "q8_0");
    assertThat(LoadPlan.of(model, options, ServerVariables.of(quantised)).flashAttention())
        .isTrue();
  }

  @Test
  void a_field_of_the_wrong_type_is_refused_with_400() {
    assertThatThrownBy(() -> AnswerRequest.of(json("{\"stream\":\"no\"}"), false))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageContaining("GenerateRequest.stream of type bool");
  }

  @Test
  void counts_and_times_are_read_from_the_log_by_task() throws Exception {
    LlamaLog log = new LlamaLog();
    for (String line :
        """
        llama_context: flash_attn    = 1
        init: kv_size = 2048, offload = 1, type_k = 'q8_0', type_v = 'f16', n_layer = 30, can_shift = 1
        init:        CPU KV buffer size =    45.00 MiB
        slot update_slots: id  0 | task 7 | new prompt, n_ctx_slot = 1024, n_keep = 0, n_prompt_tokens = 5
        slot print_timing: id  0 | task 7 |\s
        prompt eval time =      49.66 ms /     3 tokens (    9.93 ms per token,   100.67 tokens per second)
               eval time =     113.56 ms /     9 tokens (   22.71 ms per token,    44.03 tokens per second)
        """
            .lines()
            .toList()) {
      log.take(line);
    }
    assertThat(log.tally(7, Duration.ZERO))
        .contains(new AnswerCounts(5, 49_660_000, 9, 113_560_000));
    assertThat(log.tally(8, Duration.ZERO)).isEqualTo(Optional.empty());
    assertThat(log.bytes()).isEqualTo(45L << 20);
  }
}
