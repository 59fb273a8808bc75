package dev.paddock.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that people set although no server reads them (any more), each with what to do instead. */
final class Phantoms {
  private static final String NEVER = "Ollama never had this variable, setting it does nothing.";
  private static final String DEAD = "Ollama no longer reads this variable.";
  private static final String REMOVED =
      "Ollama removed this option: it is ignored, with a log line.";

  private static final Map<String, String> ADVICE = advice();

  /** What takes the place of a name, with the value where that of the name says something else. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("OLLAMA_NUM_GPU", "num_gpu"),
          Map.entry("OLLAMA_NUM_GPU_LAYERS", "num_gpu"),
          Map.entry("OLLAMA_GPU_LAYERS", "num_gpu"),
          Map.entry("OLLAMA_NO_CUDA", "num_gpu=0"),
          Map.entry("OLLAMA_FORCE_CPU", "num_gpu=0"),
          Map.entry("OLLAMA_CPU_ONLY", "num_gpu=0"),
          Map.entry("OLLAMA_NUM_THREAD", "num_thread"),
          Map.entry("OLLAMA_NUM_THREADS", "num_thread"),
          Map.entry("OLLAMA_NUM_CTX", "OLLAMA_CONTEXT_LENGTH"),
          Map.entry("OLLAMA_CTX_SIZE", "OLLAMA_CONTEXT_LENGTH"),
          Map.entry("OLLAMA_CONTEXT_SIZE", "OLLAMA_CONTEXT_LENGTH"),
          Map.entry("OLLAMA_MAX_CONTEXT", "OLLAMA_CONTEXT_LENGTH"),
          Map.entry("OLLAMA_NUM_BATCH", "num_batch"),
          Map.entry("OLLAMA_BATCH_SIZE", "num_batch"),
          Map.entry("OLLAMA_USE_MMAP", "use_mmap"),
          Map.entry("OLLAMA_TENSOR_SPLIT", "LLAMA_ARG_TENSOR_SPLIT"),
          Map.entry("OLLAMA_MAIN_GPU", "main_gpu"),
          Map.entry("OLLAMA_NUMA", "LLAMA_ARG_NUMA"),
          Map.entry("OLLAMA_MAX_RUNNERS", "OLLAMA_MAX_LOADED_MODELS"),
          Map.entry("OLLAMA_FLASH_ATTN", "OLLAMA_FLASH_ATTENTION"),
          Map.entry("OLLAMA_INTEL_GPU", "OLLAMA_VULKAN"),
          Map.entry("OLLAMA_MAX_PARALLEL", "OLLAMA_NUM_PARALLEL"),
          Map.entry("OLLAMA_KV_CACHE", "OLLAMA_KV_CACHE_TYPE"),
          Map.entry("OLLAMA_MODELS_PATH", "OLLAMA_MODELS"),
          Map.entry("OLLAMA_LOG_LEVEL", "OLLAMA_DEBUG=1"));

  private Phantoms() {}

  static Optional<String> advice(String name) {
    if (name.startsWith("OLLAMA_GPU_MEMORY")) {
      return Optional.of(
          NEVER
              + "\nUse LLAMA_ARG_FIT_TARGET (MiB to leave free), or num_gpu (layers on the GPU).");
    }
    return Optional.ofNullable(ADVICE.get(name));
  }

  static Optional<String> instead(String name) {
    return Optional.ofNullable(INSTEAD.get(name));
  }

  private static Map<String, String> advice() {
    Map<String, String> advice = new HashMap<>();
    String layers = "Use num_gpu (layers on the GPU, set per model load): num_gpu: [0, 20, max]";
    String cpu = "Use num_gpu: 0 (no layer on the GPU, set per model load).";
    for (String name : List.of("OLLAMA_NUM_GPU", "OLLAMA_NUM_GPU_LAYERS", "OLLAMA_GPU_LAYERS")) {
      advice.put(name, NEVER + "\n" + layers);
    }
    advice.put("OLLAMA_FORCE_GPU", NEVER + "\n" + layers);
    for (String name : List.of("OLLAMA_NO_CUDA", "OLLAMA_FORCE_CPU", "OLLAMA_CPU_ONLY")) {
      advice.put(name, NEVER + "\n" + cpu);
    }
    never(advice, "OLLAMA_NUM_THREAD", "Use num_thread (set per model load).");
    never(advice, "OLLAMA_NUM_THREADS", "Use num_thread (set per model load).");
    String context = "Use num_ctx (set per model load), or OLLAMA_CONTEXT_LENGTH (server default).";
    never(advice, "OLLAMA_NUM_CTX", context);
    never(advice, "OLLAMA_CTX_SIZE", context);
    never(advice, "OLLAMA_NUM_BATCH", "Use num_batch (set per model load).");
    never(advice, "OLLAMA_BATCH_SIZE", "Use num_batch (set per model load).");
    never(advice, "OLLAMA_USE_MMAP", "Use use_mmap (set per model load).");
    never(advice, "OLLAMA_USE_MLOCK", "Nothing replaces it: use_mlock was removed too.");
    never(advice, "OLLAMA_LOW_VRAM", "Use num_gpu (fewer layers on the GPU).");
    never(advice, "OLLAMA_TENSOR_SPLIT", "Use LLAMA_ARG_TENSOR_SPLIT, which llama.cpp reads.");
    never(advice, "OLLAMA_MAIN_GPU", "Use main_gpu (set per model load).");
    never(advice, "OLLAMA_NUMA", "Use LLAMA_ARG_NUMA, which llama.cpp reads.");
    never(advice, "OLLAMA_MAX_RUNNERS", "Use OLLAMA_MAX_LOADED_MODELS.");
    never(advice, "OLLAMA_FLASH_ATTN", "Use OLLAMA_FLASH_ATTENTION.");
    never(advice, "OLLAMA_CONTEXT_SIZE", context);
    never(advice, "OLLAMA_MAX_CONTEXT", context);
    never(advice, "OLLAMA_MAX_PARALLEL", "Use OLLAMA_NUM_PARALLEL.");
    never(advice, "OLLAMA_KV_CACHE", "Use OLLAMA_KV_CACHE_TYPE.");
    never(advice, "OLLAMA_MODELS_PATH", "Use OLLAMA_MODELS.");
    never(advice, "OLLAMA_LOG_LEVEL", "Use OLLAMA_DEBUG (1 is debug, 2 is trace).");
    dead(advice, "OLLAMA_PORT", "Use OLLAMA_HOST (address and port).");
    dead(advice, "OLLAMA_REGISTRY_MAXSTREAMS", "Leave it out.");
    dead(advice, "OLLAMA_DYN_LIB_DIR", "Leave it out.");
    dead(advice, "OLLAMA_SKIP_CUDA_GENERATE", "Leave it out: it was of the build.");
    dead(advice, "OLLAMA_SKIP_ROCM_GENERATE", "Leave it out: it was of the build.");
    dead(advice, "OLLAMA_MAX_VRAM", "Use LLAMA_ARG_FIT_TARGET (MiB to leave free), or num_gpu.");
    dead(advice, "OLLAMA_RUNNERS_DIR", "Leave it out.");
    dead(advice, "OLLAMA_TMPDIR", "Leave it out.");
    dead(advice, "OLLAMA_SKIP_CPU_GENERATE", "Leave it out: it was of the build.");
    dead(advice, "OLLAMA_INTEL_GPU", "Use OLLAMA_VULKAN.");
    dead(advice, "OLLAMA_NEW_ESTIMATES", "Leave it out.");
    dead(advice, "OLLAMA_NEW_ENGINE", "Leave it out.");
    dead(advice, "OLLAMA_MULTIUSER_CACHE", "Leave it out.");
    removed(advice, "low_vram", "Use num_gpu (fewer layers on the GPU).");
    removed(advice, "f16_kv", "Use OLLAMA_KV_CACHE_TYPE.");
    removed(advice, "use_mlock", "Use use_mmap: false to read the whole file into memory.");
    removed(advice, "numa", "Use LLAMA_ARG_NUMA, which llama.cpp reads.");
    for (String name :
        List.of("mirostat", "mirostat_tau", "mirostat_eta", "tfs_z", "penalize_newline")) {
      removed(advice, name, "Use temperature, top_k, top_p or min_p.");
    }
    removed(advice, "logits_all", "Leave it out.");
    removed(advice, "vocab_only", "Leave it out.");
    return Map.copyOf(advice);
  }

  private static void never(Map<String, String> advice, String name, String instead) {
    advice.put(name, NEVER + "\n" + instead);
  }

  private static void dead(Map<String, String> advice, String name, String instead) {
    advice.put(name, DEAD + "\n" + instead);
  }

  private static void removed(Map<String, String> advice, String name, String instead) {
    advice.put(name, REMOVED + "\n" + instead);
  }
}
