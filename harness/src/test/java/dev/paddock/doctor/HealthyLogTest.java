package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs of servers that are well, rebuilt small of what Ollama of that version prints, with values
 * of our own: among them are words that look like trouble and are none.
 */
class HealthyLogTest extends Ailing {
  static Stream<Arguments> logs() {
    return Stream.of(
        Arguments.of(
            "0.3 on a machine without a GPU",
            """
            2024/08/02 09:00:00 routes.go:1108: INFO server config env="map[OLLAMA_DEBUG:false OLLAMA_NUM_PARALLEL:0]"
            time=2024-08-02T09:00:00.1Z level=INFO source=images.go:781 msg="total blobs: 5"
            time=2024-08-02T09:00:00.2Z level=INFO source=gpu.go:205 msg="looking for compatible GPUs"
            time=2024-08-02T09:00:00.3Z level=INFO source=gpu.go:346 msg="no compatible GPUs were discovered"
            time=2024-08-02T09:00:00.3Z level=INFO source=types.go:105 msg="inference compute" id=0 library=cpu compute="" total="15.5 GiB"
            llm_load_tensors: offloaded 0/33 layers to GPU
            INFO [main] model loaded | tid="140" timestamp=1722589212
            time=2024-08-02T09:00:12.1Z level=INFO source=server.go:622 msg="llama runner started in 1.76 seconds"
            [GIN] 2024/08/02 - 09:00:15 | 200 |  3.1s |       127.0.0.1 | POST     "/api/generate"
            """),
        Arguments.of(
            "0.5 on one card, layers asked for",
            """
            2025/02/11 10:00:00 routes.go:1187: INFO server config env="map[OLLAMA_FLASH_ATTENTION:true OLLAMA_KV_CACHE_TYPE:q8_0 OLLAMA_NUM_PARALLEL:2]"
            time=2025-02-11T10:00:00.5Z level=INFO source=types.go:131 msg="inference compute" id=GPU-1 library=cuda variant=v12 compute=8.6 total="11.6 GiB"
            time=2025-02-11T10:01:00.1Z level=INFO source=server.go:130 msg=offload library=cuda layers.requested=20 layers.model=33 layers.offload=20 layers.split=""
            time=2025-02-11T10:01:00.2Z level=INFO source=server.go:376 msg="starting llama server" cmd="/usr/lib/ollama/ollama_llama_server runner --model /m --ctx-size 4096 --n-gpu-layers 20"
            llm_load_tensors: offloaded 20/33 layers to GPU
            llama_kv_cache_init: CUDA0 KV buffer size = 136.00 MiB
            time=2025-02-11T10:01:04.2Z level=INFO source=server.go:596 msg="llama runner started in 4.01 seconds"
            """),
        Arguments.of(
            "0.9 with an integrated GPU beside the one in use",
            """
            time=2025-07-18T12:00:00.0Z level=INFO source=routes.go:1235 msg="server config" env="map[OLLAMA_NUM_PARALLEL:0]"
            time=2025-07-18T12:00:00.1Z level=INFO source=gpu.go:217 msg="looking for compatible GPUs"
            time=2025-07-18T12:00:00.2Z level=WARN source=amd_linux.go:61 msg="ollama recommends running the https://www.amd.com/en/support/linux-drivers"
            time=2025-07-18T12:00:00.3Z level=WARN source=amd_linux.go:378 msg="amdgpu is not supported (supported types:[gfx1100 gfx1101])" gpu_type=gfx1036 gpu=1 library=/usr/lib/ollama
            time=2025-07-18T12:00:00.4Z level=INFO source=types.go:130 msg="inference compute" id=0 library=rocm variant="" compute=gfx1100 total="24.0 GiB"
            load_tensors: offloaded 29/29 layers to GPU
            time=2025-07-18T12:01:00.4Z level=INFO source=server.go:637 msg="llama runner started in 2.50 seconds"
            time=2025-07-18T12:09:00.4Z level=WARN source=sched.go:687 msg="gpu VRAM usage didn't recover within timeout" seconds=5.2
            """),
        Arguments.of(
            "0.13 that makes room by evicting",
            """
            time=2025-12-01T08:00:00.0Z level=INFO source=routes.go:1544 msg="server config" env="map[OLLAMA_NUM_PARALLEL:1]"
            time=2025-12-01T08:00:00.4Z level=INFO source=types.go:42 msg="inference compute" id=GPU-2 library=CUDA compute=8.9 total="15.6 GiB"
            time=2025-12-01T08:01:00.1Z level=INFO source=server.go:1000 msg="model requires more gpu memory than is currently available, evicting a model to make space" "loaded layers"=12
            ggml_backend_cuda_buffer_type_alloc_buffer: allocating 14000.00 MiB on device 0: cudaMalloc failed: out of memory
            time=2025-12-01T08:01:02.1Z level=INFO source=runner.go:1278 msg=load request="{Operation:commit Parallel:1 BatchSize:512 FlashAttention:Auto KvSize:4096 GPULayers:[25]}"
            time=2025-12-01T08:01:02.2Z level=INFO source=ggml.go:494 msg="offloaded 25/25 layers to GPU"
            time=2025-12-01T08:01:04.1Z level=INFO source=server.go:1376 msg="llama runner started in 3.02 seconds"
            """),
        Arguments.of(
            "0.24 behind journald, a client that went away",
            """
            May 02 07:00:00 box ollama[88]: time=2026-05-02T07:00:00.0Z level=INFO source=routes.go:1770 msg="server config" env="map[OLLAMA_NUM_PARALLEL:1]"
            May 02 07:00:01 box ollama[88]: time=2026-05-02T07:00:01.0Z level=INFO source=types.go:60 msg="inference compute" id=0 library=CUDA compute=12.0
            May 02 07:00:05 box ollama[88]: llama_context: n_ctx_seq (4096) < n_ctx_train (131072) -- the full capacity of the model will not be utilized
            May 02 07:00:05 box ollama[88]: time=2026-05-02T07:00:05.0Z level=INFO source=ggml.go:494 msg="offloaded 37/37 layers to GPU"
            May 02 07:00:06 box ollama[88]: time=2026-05-02T07:00:06.0Z level=INFO source=server.go:1390 msg="llama runner started in 1.20 seconds"
            May 02 07:00:09 box ollama[88]: time=2026-05-02T07:00:09.0Z level=INFO source=server.go:1612 msg="aborting completion request due to client closing the connection"
            """),
        Arguments.of(
            "0.33 in compose, a probe before the load, and an unload",
            """
            ollama-1  | time=2026-09-03T06:00:00.0Z level=INFO source=routes.go:1950 msg="server config" env="map[OLLAMA_NUM_PARALLEL:2]"
            ollama-1  | time=2026-09-03T06:00:01.0Z level=INFO source=types.go:50 msg="inference compute" id=0 library=Vulkan compute=""
            ollama-1  | time=2026-09-03T06:00:02.0Z level=INFO source=llama_server.go:433 msg="starting llama-server" cmd="/usr/lib/ollama/llama-server --model /m --port 40001 -c 8192 -np 2 --flash-attn auto"
            ollama-1  | common_params_fit_impl: projected to use 5000 MiB of device memory
            ollama-1  | load_tensors: offloaded 12/29 layers to GPU
            ollama-1  | load_tensors: offloaded 29/29 layers to GPU
            ollama-1  | time=2026-09-03T06:00:05.0Z level=INFO source=llama_server.go:1362 msg="llama-server started in 3.01 seconds"
            ollama-1  | time=2026-09-03T06:06:05.0Z level=ERROR source=llama_server.go:1023 msg="llama-server terminated" error="signal: killed" exit=-1
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  void a_server_that_is_well_gets_no_finding_of_its_log(String of, String log) {
    machine.unit().journal(log);
    assertThat(machine.findings())
        .filteredOn(finding -> !finding.rule().equals("version"))
        .isEmpty();
  }

  @Test
  void the_same_server_gets_one_where_a_prompt_is_cut() {
    machine.unit().journal("msg=\"truncating input prompt\" limit=64 prompt=99\n");
    assertThat(only().what()).contains("64 tokens");
  }
}
