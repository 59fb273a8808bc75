package dev.paddock.experiment;

import dev.paddock.settings.Setting;
import java.util.Map;
import java.util.Set;

/**
 * Which settings an OpenAI-compatible server takes: those of a request that llama-server or vLLM
 * read under the same name, and its own when it starts. What only Ollama has is refused with what
 * to use instead.
 */
final class OpenAiSettings {
  /** Fields of OpenAI's API, and of llama-server or vLLM beside them. */
  private static final Set<String> SENT =
      Set.of(
          "temperature",
          "top_p",
          "top_k",
          "min_p",
          "typical_p",
          "seed",
          "stop",
          "presence_penalty",
          "frequency_penalty",
          "repeat_penalty",
          "repeat_last_n");

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("num_ctx", "LLAMA_ARG_CTX_SIZE (all slots together) or vllm.max_model_len"),
          Map.entry("OLLAMA_CONTEXT_LENGTH", "LLAMA_ARG_CTX_SIZE or vllm.max_model_len"),
          Map.entry("num_batch", "LLAMA_ARG_BATCH or vllm.max_num_batched_tokens"),
          Map.entry("num_gpu", "LLAMA_ARG_N_GPU_LAYERS"),
          Map.entry("main_gpu", "LLAMA_ARG_MAIN_GPU"),
          Map.entry("num_thread", "LLAMA_ARG_THREADS"),
          Map.entry("use_mmap", "LLAMA_ARG_LOAD_MODE"),
          Map.entry("shift", "LLAMA_ARG_CONTEXT_SHIFT"),
          Map.entry("draft_num_predict", "LLAMA_ARG_SPEC_DRAFT_N_MAX"),
          Map.entry("OLLAMA_NUM_PARALLEL", "LLAMA_ARG_N_PARALLEL or vllm.max_num_seqs"),
          Map.entry("OLLAMA_FLASH_ATTENTION", "LLAMA_ARG_FLASH_ATTN"),
          Map.entry(
              "OLLAMA_KV_CACHE_TYPE",
              "LLAMA_ARG_CACHE_TYPE_K and LLAMA_ARG_CACHE_TYPE_V, or vllm.kv_cache_dtype"));

  private OpenAiSettings() {}

  /** Refuses a setting that such a server does not take. */
  static void check(Setting setting) {
    boolean taken =
        switch (setting.scope()) {
          case REQUEST -> SENT.contains(setting.name());
          case MODEL_LOAD -> false;
          case SERVER -> !setting.name().startsWith("OLLAMA_");
          case MODEL, PROXY, LOAD, WORKLOAD, BENCH -> true;
        };
    if (!taken) {
      String instead = INSTEAD.get(setting.name());
      throw new Refused(
          "is a setting of Ollama, and an OpenAI-compatible server has it not",
          instead == null
              ? "Leave it out."
              : "Use " + instead + ", which it reads when it starts.");
    }
  }
}
