package dev.paddock.readback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VllmTest {
  /** In the shape in which vLLM 0.32 prints them. */
  private static final String START =
      """
      (APIServer pid=411) INFO 12-03 10:15:02 [api_utils.py:286] non-default args: {'model_tag': '/srv/models/other-3b', 'host': '127.0.0.1', 'port': 8811, 'api_key': ['hush'], 'model': '/srv/models/other-3b', 'dtype': 'half', 'max_model_len': 3072, 'enforce_eager': True, 'override_generation_config': {'top_k': 5, 'max_num_seqs': 99}, 'max_num_seqs': 24, 'long_prefill_token_threshold': 640}
      (APIServer pid=411) INFO 12-03 10:15:09 [model.py:2152] Using max model len 3072
      (EngineCore pid=498) INFO 12-03 10:15:20 [core.py:133] Initializing a V1 LLM engine (v0.32.0) with config: model='/srv/models/other-3b', speculative_config=None, dtype=torch.float16, max_seq_len=3072, download_dir=None, quantization=None, enforce_eager=True, kv_cache_dtype=auto, device_config=cpu, enable_prefix_caching=False, enable_chunked_prefill=True, compilation_config={'mode': <CompilationMode.NONE: 0>, 'enable_prefix_caching': True}
      (Worker pid=520) INFO 12-03 10:15:31 [cpu_worker.py:260] Explicitly set (3.0/18.5) GiB for KV cache on node 0.
      (EngineCore pid=498) INFO 12-03 10:15:32 [kv_cache_utils.py:2327] CPU KV cache size: 98,304 tokens, Maximum concurrency for 3,072 tokens per request: 32.00x
      """;

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static Configuration named(Object... namesAndValues) {
    Map<String, Value> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
    }
    return Configuration.named(values);
  }

  private static ReadBack read(String log) {
    return ReadBack.of(
        new Evidence("vLLM 0.32.0", Optional.empty(), ServerStart.UNKNOWN, log, "", Duration.ZERO));
  }

  @Test
  void arguments_and_what_became_of_them_are_read_from_the_log() {
    assertThat(read(START).got())
        .containsEntry("vllm.max_num_seqs", "24")
        .containsEntry("vllm.max_model_len", "3072")
        .containsEntry("vllm.long_prefill_token_threshold", "640")
        .containsEntry("vllm.enable_prefix_caching", "false")
        .containsEntry("vllm.dtype", "float16")
        .containsEntry("kv.tokens", "98304")
        .containsEntry("VLLM_CPU_KVCACHE_SPACE", "3")
        .doesNotContainKeys("vllm.max_num_batched_tokens", "vllm.host", "vllm.model");
  }

  @Test
  void keys_and_paths_of_a_user_are_not_taken_from_the_log() {
    assertThat(read(START).got().toString()).doesNotContain("hush", "srv", "8811");
  }

  @Test
  void the_last_of_several_starts_counts() {
    String again = START.replace("'max_num_seqs': 24, ", "").replace("98,304", "40,960");
    assertThat(read(START + again).got())
        .doesNotContainKey("vllm.max_num_seqs")
        .containsEntry("kv.tokens", "40960");
  }

  @Test
  void a_setting_that_came_out_otherwise_is_a_difference_and_one_that_is_not_seen_is_none() {
    Configuration wanted =
        named(
            "vllm.max_num_seqs",
            new Value.Whole(16),
            "vllm.enable_prefix_caching",
            new Value.Flag(true),
            "vllm.max_num_batched_tokens",
            new Value.Whole(512),
            "vllm.dtype",
            new Value.Text("half"),
            "vllm.kv_cache_dtype",
            new Value.Text("auto"));
    assertThat(read(START).differences(wanted))
        .hasSize(2)
        .anySatisfy(words -> assertThat(words).startsWith("vllm.enable_prefix_caching did not"))
        .anySatisfy(
            words ->
                assertThat(words)
                    .startsWith("vllm.max_num_seqs did not take effect: wanted 16, the server runs")
                    .contains("24"));
  }

  @Test
  void auto_asks_for_nothing_and_a_word_may_come_out_longer() {
    Stated stated =
        new Stated(
            new TreeMap<>(
                Map.of(
                    Sight.of("vllm.dtype"), "bfloat16",
                    Sight.of("vllm.quantization"), "awq_marlin")));
    assertThat(
            stated.differences(
                named(
                    "vllm.dtype", new Value.Text("auto"),
                    "vllm.quantization", new Value.Text("awq"))))
        .isEmpty();
    assertThat(stated.differences(named("vllm.quantization", new Value.Text("gptq")))).hasSize(1);
  }

  @Test
  void metrics_the_model_and_the_developer_mode_tell_more_than_the_log() throws Exception {
    Stated stated =
        Vllm.stated(
            json("{\"id\":\"other-3b\",\"max_model_len\":3072}"),
            Optional.of(
                """
                # HELP vllm:cache_config_info Information of the LLMEngine CacheConfig
                vllm:cache_config_info{block_size="64",cache_dtype="fp8_e4m3",enable_prefix_caching="False",gpu_memory_utilization="0.45",kv_cache_memory_bytes="3221225472",kv_cache_size_tokens="98304",num_gpu_blocks="1536",prefix_caching_hash_algo="sha256"} 1.0
                """),
            Optional.of(
                json(
                    """
                    {"vllm_config":{"model_config":{"model":"/srv/x","hf_token":"hush"},
                     "scheduler_config":{"max_num_seqs":24,"max_num_batched_tokens":1280}},
                     "vllm_env":{"VLLM_CPU_KVCACHE_SPACE":3}}
                    """)));
    assertThat(stated.got())
        .containsEntry("vllm.max_model_len", "3072")
        .containsEntry("vllm.block_size", "64")
        .containsEntry("vllm.kv_cache_dtype", "fp8_e4m3")
        .containsEntry("vllm.enable_prefix_caching", "false")
        .containsEntry("vllm.gpu_memory_utilization", "0.45")
        .containsEntry("VLLM_CPU_KVCACHE_SPACE", "3")
        .containsEntry("kv.tokens", "98304")
        .containsEntry("vllm.max_num_seqs", "24")
        .containsEntry("vllm.max_num_batched_tokens", "1280")
        .doesNotContainKeys("vllm.hf_token", "vllm.prefix_caching_hash_algo");
    assertThat(
            stated.differences(
                named(
                    "vllm.kv_cache_dtype", new Value.Text("fp8"),
                    "vllm.gpu_memory_utilization", new Value.Decimal(0.45),
                    "vllm.enable_prefix_caching", new Value.Flag(false))))
        .isEmpty();
  }

  @Test
  void what_the_server_states_goes_before_its_log_and_is_said_once() throws Exception {
    Stated stated =
        Vllm.stated(json("{\"max_model_len\":2560}"), Optional.empty(), Optional.empty());
    assertThat(read(START).differences(named("vllm.max_model_len", new Value.Whole(3072)), stated))
        .containsExactly(
            "vllm.max_model_len did not take effect: wanted 3072, the server says 2560");
  }
}
