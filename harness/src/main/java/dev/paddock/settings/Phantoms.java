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
  private static final String PROPOSED =
      "It was proposed for Ollama and never released, setting it does nothing.";
  private static final String GONE = "llama.cpp removed this argument.";
  private static final String REMOVED =
      "Ollama removed this option: it is ignored, with a log line.";

  private static final String LAYERS =
      "Use num_gpu (layers on the GPU, set per model load): num_gpu: [0, 20, max]";
  private static final String NO_LAYER =
      "Use num_gpu: 0 (no layer on the GPU, set per model load).";
  private static final String CONTEXT =
      "Use num_ctx (set per model load), or OLLAMA_CONTEXT_LENGTH (server default).";
  private static final String EXPERTS =
      "Use LLAMA_ARG_N_CPU_MOE (layers whose experts stay on the CPU), which llama.cpp reads.";
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
              never("OLLAMA_MODEL_DIR", "Use OLLAMA_MODELS.").instead("OLLAMA_MODELS"),
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
              never("OLLAMA_MAX_LOADED", "Use OLLAMA_MAX_LOADED_MODELS.")
                  .instead("OLLAMA_MAX_LOADED_MODELS"),
              never("OLLAMA_NUM_CPU_MOE", EXPERTS).instead("LLAMA_ARG_N_CPU_MOE"),
              never("OLLAMA_THINK", "Use think (sent with each request)."),
              never("OLLAMA_HOME", "Use OLLAMA_MODELS (where models are stored)."),
              never("OLLAMA_ROOT", "Use OLLAMA_MODELS (where models are stored)."),
              never("OLLAMA_LIBRARY_PATH", "Ollama sets it itself, for the processes it starts."),
              never("OLLAMA_CUDA", "Ollama uses what GPUs it finds. Use CUDA_VISIBLE_DEVICES."),
              never("OLLAMA_LOG", "Use OLLAMA_DEBUG (1 is debug, 2 is trace).")
                  .instead("OLLAMA_DEBUG=1"),
              never("OLLAMA_MODE", "Leave it out."),
              never("OLLAMA_SERVE", "Leave it out: ollama serve is a command."),
              never("OLLAMA_GPU_COUNT", "Use CUDA_VISIBLE_DEVICES or ROCR_VISIBLE_DEVICES."),
              never(
                  "OLLAMA_MEM_LIMIT", "Use LLAMA_ARG_FIT_TARGET (MiB to leave free), or num_gpu."),
              never("OLLAMA_THREADS", "Use num_thread (set per model load).").instead("num_thread"),
              never("OLLAMA_PARALLEL", "Use OLLAMA_NUM_PARALLEL.").instead("OLLAMA_NUM_PARALLEL"),
              never("OLLAMA_TIMEOUT", "Use OLLAMA_LOAD_TIMEOUT, or a timeout of the client."),
              proposed("OLLAMA_METRICS", "Use LLAMA_ARG_ENDPOINT_METRICS: llama-server's /metrics.")
                  .instead("LLAMA_ARG_ENDPOINT_METRICS"),
              proposed("OLLAMA_CACHE_RAM", "Use LLAMA_ARG_CACHE_RAM (MiB), which llama.cpp reads.")
                  .instead("LLAMA_ARG_CACHE_RAM"),
              proposed("OLLAMA_DRAFT_GPU_DEVS", "Leave it out."),
              proposed("num_cpu_moe", EXPERTS).instead("LLAMA_ARG_N_CPU_MOE"),
              proposed("num_moe_offload", EXPERTS).instead("LLAMA_ARG_N_CPU_MOE"),
              gone("LLAMA_ARG_DRAFT_MAX", "LLAMA_ARG_SPEC_DRAFT_N_MAX"),
              gone("LLAMA_ARG_DRAFT_MIN", "LLAMA_ARG_SPEC_DRAFT_N_MIN"),
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

  /** The beginnings of families of names. */
  private static final List<Phantom> FAMILIES =
      List.of(
          never(
              "OLLAMA_GPU_MEMORY",
              "Use LLAMA_ARG_FIT_TARGET (MiB to leave free), or num_gpu (layers on the GPU)."),
          proposed("OLLAMA_MOE_", EXPERTS),
          proposed("OLLAMA_BATCH_", "Use num_batch (set per model load)."));

  private Phantoms() {}

  static Optional<String> advice(String name) {
    return find(name).map(Phantom::words);
  }

  static Optional<String> instead(String name) {
    return find(name).flatMap(Phantom::instead);
  }

  private static Optional<Phantom> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .or(() -> FAMILIES.stream().filter(one -> name.startsWith(one.name())).findFirst())
        .or(() -> slip(name));
  }

  /** The beginning itself is misspelled. */
  private static Optional<Phantom> slip(String name) {
    if (!name.matches("(OLLAM|OLAMA|OLLLAMA|OLLAMMA|OLLAMAS)_[A-Z_]+")) {
      return Optional.empty();
    }
    String meant = "OLLAMA_" + name.substring(name.indexOf('_') + 1);
    Phantom phantom = never(name, "Use %s.".formatted(meant));
    return Optional.of(
        Envconfig.names().contains(meant)
            ? phantom.instead(meant)
            : never(name, "Ollama's variables begin with OLLAMA_."));
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

  private static Phantom proposed(String name, String advice) {
    return new Phantom(name, PROPOSED, advice, Optional.empty());
  }

  private static Phantom gone(String name, String instead) {
    return new Phantom(name, GONE, "Use %s.".formatted(instead), Optional.of(instead));
  }
}
