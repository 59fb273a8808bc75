package dev.paddock.readback.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWordsTest {
  /**
   * The first three are llama.cpp's and Ollama 0.33's own, seen in runs; the 503 is from its
   * source.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CRASH | HTTP 500: llama-server process has terminated: signal: aborted",
        "CRASH | llama-server process has terminated: signal: killed",
        "OUT_OF_MEMORY | llama-server process has terminated: signal: aborted; its log:"
            + " pre-allocated tensor (cache_k_l0) in a buffer (Vulkan0) that cannot run the"
            + " operation (NONE)",
        "OUT_OF_MEMORY | cudaMalloc failed: out of memory",
        "OUT_OF_MEMORY | ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory",
        "OUT_OF_MEMORY | model requires more system memory (5.6 GiB) than is available (3.2 GiB)",
        "OUT_OF_MEMORY | To serve at least one request with the model's max seq len (8192), (3.5"
            + " GiB KV cache is needed, which is larger than the available KV cache memory (1.2"
            + " GiB)",
        "OUT_OF_MEMORY | No available memory for the cache blocks. Try increasing it",
        "OUT_OF_MEMORY | Free memory on device (9.9/24.0 GiB) on startup is less than desired GPU"
            + " memory utilization (0.9, 21.6 GiB)",
        "BUSY | server busy, please try again.  maximum pending requests exceeded",
        "HANG | http://127.0.0.1:1 does not answer /api/generate in time. Is it busy",
        "CRASH | nothing answers at http://127.0.0.1:1. Start the server",
        "OTHER | model 'x' not found"
      })
  void a_fault_is_told_by_its_words(Fault.Kind kind, String words) {
    assertThat(FaultWords.of(words).kind()).isEqualTo(kind);
  }
}
