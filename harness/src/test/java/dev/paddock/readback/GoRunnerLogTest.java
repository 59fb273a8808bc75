package dev.paddock.readback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines of Ollama before 0.30 as users posted them; each test names its thread. */
class GoRunnerLogTest {
  private static ReadBack read(String version, String load) {
    return ReadBack.of(
        new Evidence(version, Optional.empty(), ServerStart.of(load), load, "", Duration.ZERO));
  }

  /** github.com/ollama/ollama/issues/12027: 0.11, Ollama's own engine on one GPU. */
  private static final String OWN_ENGINE =
      """
      time=2025-08-24T08:25:39.207Z level=INFO source=runner.go:925 msg=load request="{Operation:alloc LoraPath:[] Parallel:1 BatchSize:512 FlashAttention:true KvSize:4096 KvCacheType:q4_0 NumThreads:32 GPULayers:48[ID:GPU-1 Layers:48(1..48)] MultiUserCache:false ProjectorPath: MainGPU:0 UseMmap:false}"
      time=2025-08-24T08:25:39.469Z level=INFO source=runner.go:925 msg=load request="{Operation:commit LoraPath:[] Parallel:1 BatchSize:512 FlashAttention:true KvSize:9200 KvCacheType:q4_0 NumThreads:32 GPULayers:49[ID:GPU-1 Layers:49(0..48)] MultiUserCache:false ProjectorPath: MainGPU:0 UseMmap:false}"
      time=2025-08-24T08:25:39.469Z level=INFO source=ggml.go:497 msg="offloaded 49/49 layers to GPU"
      time=2025-08-24T08:25:39.469Z level=INFO source=backend.go:310 msg="model weights" device=CUDA0 size="8.0 GiB"
      time=2025-08-24T08:25:39.469Z level=INFO source=backend.go:315 msg="model weights" device=CPU size="416.6 MiB"
      time=2025-08-24T08:25:39.469Z level=INFO source=backend.go:321 msg="kv cache" device=CUDA0 size="486.0 MiB"
      """;

  @Test
  void the_load_is_the_committed_request_and_not_a_probing_one() {
    assertThat(read("0.11.6", OWN_ENGINE).got())
        .containsEntry("num_ctx", "9200")
        .containsEntry("OLLAMA_NUM_PARALLEL", "1")
        .containsEntry("num_batch", "512")
        .containsEntry("num_gpu", "49/49")
        .containsEntry("num_thread", "32")
        .containsEntry("use_mmap", "false")
        .containsEntry("main_gpu", "0")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "enabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "q4_0")
        .containsEntry("buffer.CUDA0.weights", "8589934592")
        .containsEntry("buffer.CPU.weights", "436836762")
        .containsEntry("buffer.CUDA0.kv", "509607936")
        .doesNotContainKey("log");
  }

  /** github.com/ollama/ollama/issues/13552: llama.cpp within the runner, December 2025. */
  private static final String LLAMA_CPP =
      """
      load_tensors: offloaded 41/41 layers to GPU
      load_tensors:   CPU_Mapped model buffer size =   275.62 MiB
      load_tensors:        CUDA0 model buffer size =  8354.71 MiB
      llama_context: constructing llama_context
      llama_context: n_seq_max     = 1
      llama_context: n_ctx         = 4096
      llama_context: n_ctx_seq     = 4096
      llama_context: n_batch       = 512
      llama_context: n_ubatch      = 512
      llama_context: flash_attn    = disabled
      llama_context: n_ctx_seq (4096) < n_ctx_train (16384) -- the full capacity of the model will not be utilized
      llama_kv_cache:      CUDA0 KV buffer size =   800.00 MiB
      llama_kv_cache: size =  800.00 MiB (  4096 cells,  40 layers,  1/1 seqs), K (f16):  400.00 MiB, V (f16):  400.00 MiB
      llama_context:      CUDA0 compute buffer size =   353.01 MiB
      """;

  @Test
  void llama_cpp_within_the_runner_is_read() {
    assertThat(read("0.13.5", LLAMA_CPP).got())
        .containsEntry("num_ctx", "4096")
        .containsEntry("num_batch", "512")
        .containsEntry("num_gpu", "41/41")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "disabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16")
        .containsEntry("kv.size", "838860800")
        .containsEntry("buffer.CUDA0.compute", "370157814");
  }

  /** github.com/ollama/ollama/issues/13320: 0.13, no GPU used. */
  @Test
  void layers_that_stay_on_the_cpu_are_not_offloaded() {
    ReadBack readBack =
        read(
            "0.13.1",
            """
            time=2025-12-03T14:48:11.943-08:00 level=INFO source=runner.go:1271 msg=load request="{Operation:commit LoraPath:[] Parallel:1 BatchSize:512 FlashAttention:true KvSize:16000 KvCacheType: NumThreads:8 GPULayers:[] MultiUserCache:false ProjectorPath: MainGPU:0 UseMmap:false}"
            time=2025-12-03T14:48:11.944-08:00 level=INFO source=ggml.go:494 msg="offloaded 0/25 layers to GPU"
            time=2025-12-03T14:48:11.944-08:00 level=INFO source=device.go:267 msg="compute graph" device=CPU size="139.5 MiB"
            """);
    assertThat(readBack.got())
        .containsEntry("num_gpu", "0/25")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16")
        .containsEntry("buffer.CPU.compute", "146276352");
    assertThat(readBack.differences(Configuration.named(Map.of("num_gpu", new Value.Whole(25)))))
        .hasSize(1);
  }

  /** github.com/ollama/ollama/issues/14638: two slots were wanted. */
  @Test
  void slots_that_a_family_does_not_get_are_told_with_their_reason() {
    ReadBack readBack =
        read(
            "0.17.6",
            """
            time=2026-03-05T06:40:37.818-05:00 level=WARN source=sched.go:450 msg="model architecture does not currently support parallel requests" architecture=qwen35moe
            time=2026-03-05T06:40:37.880-05:00 level=INFO source=runner.go:1302 msg=load request="{Operation:commit LoraPath:[] Parallel:1 BatchSize:512 FlashAttention:Enabled KvSize:65536 KvCacheType: NumThreads:12 GPULayers:41[ID:0 Layers:41(0..40)] MultiUserCache:false ProjectorPath: MainGPU:0 UseMmap:false}"
            """);
    assertThat(
            readBack.differences(
                Configuration.named(Map.of("OLLAMA_NUM_PARALLEL", new Value.Whole(2)))))
        .containsExactly(
            "OLLAMA_NUM_PARALLEL did not take effect: wanted 2, the server runs with 1 (Ollama"
                + " serves models of the family qwen35moe one request at a time)");
  }

  /** github.com/ollama/ollama/issues/11619: 0.10.1. */
  @Test
  void a_quantised_cache_that_is_turned_off_is_told_with_its_reason() {
    ReadBack readBack =
        read(
            "0.10.1",
            """
            time=2025-08-02T11:32:18.165Z level=WARN source=server.go:206 msg="flash attention enabled but not supported by gpu"
            time=2025-08-02T11:32:18.165Z level=WARN source=server.go:229 msg="quantized kv cache requested but flash attention disabled" type=q8_0
            """
                + LLAMA_CPP);
    assertThat(
            readBack.differences(
                Configuration.named(
                    Map.of(
                        "OLLAMA_KV_CACHE_TYPE",
                        new Value.Text("q8_0"),
                        "OLLAMA_FLASH_ATTENTION",
                        new Value.Flag(true)))))
        .containsExactly(
            "OLLAMA_FLASH_ATTENTION did not take effect: wanted true, the server runs with"
                + " disabled (the gpu does not support it, as the server's log says)",
            "OLLAMA_KV_CACHE_TYPE did not take effect: wanted q8_0, the server runs with f16 (q8_0"
                + " is quantised, which needs flash attention, and that is off)");
    assertThat(readBack.got()).containsKey("log");
  }

  /** github.com/ollama/ollama/issues/9362: 0.5, four slots. */
  @Test
  void the_context_and_the_batch_are_those_of_one_slot() {
    assertThat(
            read(
                    "0.5.12",
                    """
                    llama_new_context_with_model: n_ctx         = 8192
                    llama_new_context_with_model: n_ctx_per_seq = 2048
                    llama_new_context_with_model: n_batch       = 2048
                    llama_new_context_with_model: n_ubatch      = 512
                    llama_new_context_with_model: flash_attn    = 0
                    llama_kv_cache_init: kv_size = 8192, offload = 1, type_k = 'f16', type_v = 'f16', n_layer = 28, can_shift = 1
                    """)
                .got())
        .containsEntry("num_ctx", "2048")
        .containsEntry("num_batch", "512")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "disabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16");
  }

  /** github.com/ollama/ollama/issues/8447: 0.5. */
  @Test
  void a_value_that_the_server_cannot_read_is_told_with_its_reason() {
    String log =
        """
        routes.go:1233: INFO server config env="map[OLLAMA_GPU_OVERHEAD:0 OLLAMA_MAX_QUEUE:512]"
        time=2025-01-16T04:29:50.395Z level=WARN source=config.go:215 msg="invalid environment variable, using default" key=OLLAMA_GPU_OVERHEAD value=8G default=0
        """;
    assertThat(
            read("0.5.4", log)
                .differences(
                    Configuration.named(Map.of("OLLAMA_GPU_OVERHEAD", new Value.Text("8G")))))
        .containsExactly(
            "OLLAMA_GPU_OVERHEAD did not take effect: wanted 8G, the server runs with 0 (the server"
                + " cannot read 8G and uses 0)");
  }
}
