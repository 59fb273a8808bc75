package dev.paddock.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of names that people set although no server reads them (any more), a row each. */
final class Phantoms {
  private static final String NEVER = "Ollama never had this variable, setting it does nothing.";
  private static final String DEAD = "Ollama no longer reads this variable.";
  private static final String REMOVED =
      "Ollama removed this option: it is ignored, with a log line.";

  private static final String LAYERS =
      "Use num_gpu (layers on the GPU, set per model load): num_gpu: [0, 20, max]";
  private static final String NO_LAYER =
      "Use num_gpu: 0 (no layer on the GPU, set per model load).";
  private static final String CONTEXT =
      "Use num_ctx (set per model load), or OLLAMA_CONTEXT_LENGTH (server default).";
  private static final String SAMPLING = "Use temperature, top_k, top_p or min_p.";

  /**
   * A name, what became of it, and what to do.
   *
   * @param instead what does the same: a name, or {@code name=value} where the value is another too
   */
  private record Phantom(String name, String fate, String advice, Optional<String> instead) {
    Phantom instead(String other) {
      return new Phantom(name, fate, advice, Optional.of(other));
    }

    String words() {
      return fate + "\n" + advice;
    }
  }

  private static final Map<String, Phantom> BY_NAME =
      List.of(
              never("OLLAMA_NUM_GPU", LAYERS).instead("num_gpu"),
              never("OLLAMA_NUM_GPU_LAYERS", LAYERS).instead("num_gpu"),
              never("OLLAMA_GPU_LAYERS", LAYERS).instead("num_gpu"),
              never("OLLAMA_FORCE_GPU", LAYERS),
              never("OLLAMA_NO_CUDA", NO_LAYER).instead("num_gpu=0"),
              never("OLLAMA_FORCE_CPU", NO_LAYER).instead("num_gpu=0"),
              never("OLLAMA_CPU_ONLY", NO_LAYER).instead("num_gpu=0"),
              never("OLLAMA_NUM_THREAD", "Use num_thread (set per model load).")
                  .instead("num_thread"),
              never("OLLAMA_NUM_THREADS", "Use num_thread (set per model load).")
                  .instead("num_thread"),
              never("OLLAMA_NUM_CTX", CONTEXT).instead("OLLAMA_CONTEXT_LENGTH"),
              never("OLLAMA_CTX_SIZE", CONTEXT).instead("OLLAMA_CONTEXT_LENGTH"),
              never("OLLAMA_NUM_BATCH", "Use num_batch (set per model load).").instead("num_batch"),
              never("OLLAMA_BATCH_SIZE", "Use num_batch (set per model load).")
                  .instead("num_batch"),
              never("OLLAMA_USE_MMAP", "Use use_mmap (set per model load).").instead("use_mmap"),
              never("OLLAMA_USE_MLOCK", "Nothing replaces it: use_mlock was removed too."),
              never("OLLAMA_LOW_VRAM", "Use num_gpu (fewer layers on the GPU)."),
              never("OLLAMA_TENSOR_SPLIT", "Use LLAMA_ARG_TENSOR_SPLIT, which llama.cpp reads.")
                  .instead("LLAMA_ARG_TENSOR_SPLIT"),
              never("OLLAMA_MAIN_GPU", "Use main_gpu (set per model load).").instead("main_gpu"),
              never("OLLAMA_NUMA", "Use LLAMA_ARG_NUMA, which llama.cpp reads.")
                  .instead("LLAMA_ARG_NUMA"),
              never("OLLAMA_MAX_RUNNERS", "Use OLLAMA_MAX_LOADED_MODELS.")
                  .instead("OLLAMA_MAX_LOADED_MODELS"),
              never("OLLAMA_FLASH_ATTN", "Use OLLAMA_FLASH_ATTENTION.")
                  .instead("OLLAMA_FLASH_ATTENTION"),
              never("OLLAMA_CONTEXT_SIZE", CONTEXT).instead("OLLAMA_CONTEXT_LENGTH"),
              never("OLLAMA_MAX_CONTEXT", CONTEXT).instead("OLLAMA_CONTEXT_LENGTH"),
              never("OLLAMA_MAX_PARALLEL", "Use OLLAMA_NUM_PARALLEL.")
                  .instead("OLLAMA_NUM_PARALLEL"),
              never("OLLAMA_KV_CACHE", "Use OLLAMA_KV_CACHE_TYPE.").instead("OLLAMA_KV_CACHE_TYPE"),
              never("OLLAMA_MODELS_PATH", "Use OLLAMA_MODELS.").instead("OLLAMA_MODELS"),
              never("OLLAMA_LOG_LEVEL", "Use OLLAMA_DEBUG (1 is debug, 2 is trace).")
                  .instead("OLLAMA_DEBUG=1"),
              dead("OLLAMA_PORT", "Use OLLAMA_HOST (address and port)."),
              dead("OLLAMA_REGISTRY_MAXSTREAMS", "Leave it out."),
              dead("OLLAMA_DYN_LIB_DIR", "Leave it out."),
              dead("OLLAMA_SKIP_CUDA_GENERATE", "Leave it out: it was of the build."),
              dead("OLLAMA_SKIP_ROCM_GENERATE", "Leave it out: it was of the build."),
              dead("OLLAMA_MAX_VRAM", "Use LLAMA_ARG_FIT_TARGET (MiB to leave free), or num_gpu."),
              dead("OLLAMA_RUNNERS_DIR", "Leave it out."),
              dead("OLLAMA_TMPDIR", "Leave it out."),
              dead("OLLAMA_SKIP_CPU_GENERATE", "Leave it out: it was of the build."),
              dead("OLLAMA_INTEL_GPU", "Use OLLAMA_VULKAN.").instead("OLLAMA_VULKAN"),
              dead("OLLAMA_NEW_ESTIMATES", "Leave it out."),
              dead("OLLAMA_NEW_ENGINE", "Leave it out."),
              dead("OLLAMA_MULTIUSER_CACHE", "Leave it out."),
              removed("low_vram", "Use num_gpu (fewer layers on the GPU)."),
              removed("f16_kv", "Use OLLAMA_KV_CACHE_TYPE."),
              removed("use_mlock", "Use use_mmap: false to read the whole file into memory."),
              removed("numa", "Use LLAMA_ARG_NUMA, which llama.cpp reads."),
              removed("logits_all", "Leave it out."),
              removed("vocab_only", "Leave it out."),
              removed("mirostat", SAMPLING),
              removed("mirostat_tau", SAMPLING),
              removed("mirostat_eta", SAMPLING),
              removed("tfs_z", SAMPLING),
              removed("penalize_newline", SAMPLING))
          .stream()
          .collect(Collectors.toMap(Phantom::name, Function.identity()));

  /** The beginning of a family of names. */
  private static final Phantom GPU_MEMORY =
      never(
          "OLLAMA_GPU_MEMORY",
          "Use LLAMA_ARG_FIT_TARGET (MiB to leave free), or num_gpu (layers on the GPU).");

  private Phantoms() {}

  static Optional<String> advice(String name) {
    return find(name).map(Phantom::words);
  }

  static Optional<String> instead(String name) {
    return find(name).flatMap(Phantom::instead);
  }

  private static Optional<Phantom> find(String name) {
    return name.startsWith(GPU_MEMORY.name())
        ? Optional.of(GPU_MEMORY)
        : Optional.ofNullable(BY_NAME.get(name));
  }

  private static Phantom never(String name, String advice) {
    return new Phantom(name, NEVER, advice, Optional.empty());
  }

  private static Phantom dead(String name, String advice) {
    return new Phantom(name, DEAD, advice, Optional.empty());
  }

  private static Phantom removed(String name, String advice) {
    return new Phantom(name, REMOVED, advice, Optional.empty());
  }
}
