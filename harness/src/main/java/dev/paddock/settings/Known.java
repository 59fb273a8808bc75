package dev.paddock.settings;

import static dev.paddock.settings.Setting.Kind.DECIMAL;
import static dev.paddock.settings.Setting.Kind.DURATION;
import static dev.paddock.settings.Setting.Kind.FLAG;
import static dev.paddock.settings.Setting.Kind.ITEMS;
import static dev.paddock.settings.Setting.Kind.RATE;
import static dev.paddock.settings.Setting.Kind.SIZE;
import static dev.paddock.settings.Setting.Kind.TEXT;
import static dev.paddock.settings.Setting.Kind.WHOLE;

import dev.paddock.settings.Setting.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting that Paddock knows, one line each, as Ollama 0.33 reads it. A new setting is one
 * more line.
 */
final class Known {
  private static final List<Setting> REQUEST =
      List.of(
          request("num_keep", WHOLE, "4", "Tokens of the prompt that a context shift keeps."),
          request("seed", WHOLE, "-1 (random)", "Seed of the sampler."),
          request("num_predict", WHOLE, "-1 (no limit)", "The most tokens that are generated."),
          request("top_k", WHOLE, "40", "Sample among this many likeliest tokens.")
              .only(Allowed.atLeast(0)),
          request("top_p", DECIMAL, "0.9", "Sample among tokens of this summed probability.")
              .only(Allowed.between(0, 1)),
          request("min_p", DECIMAL, "0", "Drop tokens less likely than this share of the best.")
              .only(Allowed.between(0, 1)),
          request("typical_p", DECIMAL, "1", "Locally typical sampling; 1 turns it off.")
              .only(Allowed.between(0, 1)),
          request("repeat_last_n", WHOLE, "64", "How far back repetition is penalised.")
              .only(Allowed.atLeast(-1)),
          request("temperature", DECIMAL, "0.8", "Randomness of sampling; 0 is greedy.")
              .only(Allowed.atLeast(0)),
          request("repeat_penalty", DECIMAL, "1", "Penalty on repeated tokens.")
              .only(Allowed.atLeast(0)),
          request("presence_penalty", DECIMAL, "0", "Penalty on tokens that have appeared."),
          request("frequency_penalty", DECIMAL, "0", "Penalty by how often a token appeared."),
          request("stop", ITEMS, "none", "Texts at which generation stops.")
              .trap("an answer that stops early is shorter than planned, and its trial invalid"),
          request("think", TEXT, "by model", "Whether a thinking model thinks: true, false, level.")
              .trap("thinking tokens come first: time to first token is not time to first answer"),
          request("keep_alive", DURATION, "5m", "How long the model stays loaded after a request.")
              .trap(
                  "a model that is unloaded between requests puts its load into each first token"),
          request("format", TEXT, "none", "Constrains the answer, for example json.")
              .trap("a grammar costs time for each token"),
          request("stream", FLAG, "true", "Whether tokens come one by one."),
          request("truncate", FLAG, "false (Paddock)", "Whether an over-long prompt is cut.")
              .trap("true cuts it to about half of num_ctx without a word, HTTP 200"));

  private static final List<Setting> MODEL_LOAD =
      List.of(
          load("num_ctx", WHOLE, "by VRAM: 4096, 32768 or 262144", "Context length in tokens.")
              .only(Allowed.atLeast(1))
              .trap("num_batch follows num_ctx × OLLAMA_NUM_PARALLEL unless it is pinned"),
          load("num_batch", WHOLE, "by num_ctx × OLLAMA_NUM_PARALLEL", "Prompt tokens a step.")
              .only(Allowed.atLeast(1))
              .trap("512, 1024 or 2048 by context, less when VRAM is tight: pin it"),
          load("num_gpu", WHOLE, "automatic", "Layers on the GPU.")
              .only(Allowed.atLeast(-1))
              .trap("-1 after an explicit value does not reload, the old placement stays"),
          load("main_gpu", WHOLE, "0", "The GPU of small tensors.").only(Allowed.atLeast(0)),
          load("use_mmap", FLAG, "by platform", "Whether the file is mapped, not read."),
          load("num_thread", WHOLE, "by CPU", "Threads that compute.")
              .only(Allowed.atLeast(0))
              .trap("more threads than physical cores is slower"),
          load("draft_num_predict", WHOLE, "by model", "Tokens drafted for speculation.")
              .only(Allowed.atLeast(0)),
          load("shift", FLAG, "false (Paddock)", "Whether a full context is shifted.")
              .trap("toggling it reloads the model, and shifting changes what is computed"));

  private static final List<Setting> SERVER =
      List.of(
          server("OLLAMA_NUM_PARALLEL", WHOLE, "1", "Requests served at once by a model.")
              .only(Allowed.atLeast(1))
              .trap(
                  "each slot has num_ctx: KV memory is their product; forced to 1 for some models"),
          server("OLLAMA_FLASH_ATTENTION", FLAG, "automatic", "Whether flash attention is used.")
              .trap("unset is automatic, and any text that is no boolean counts as on"),
          server("OLLAMA_KV_CACHE_TYPE", TEXT, "f16", "Number format of the KV cache.")
              .only(
                  Allowed.oneOf(
                      "f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "iq4_nl", "q5_0", "q5_1"))
              .trap("not validated; a quantised V cache without flash attention fails the load"),
          server(
                  "OLLAMA_CONTEXT_LENGTH",
                  WHOLE,
                  "by VRAM",
                  "Context length where num_ctx is unset.")
              .only(Allowed.atLeast(0)),
          server("OLLAMA_MAX_LOADED_MODELS", WHOLE, "0 (3 × GPUs)", "Models kept at once.")
              .only(Allowed.atLeast(0)),
          server("OLLAMA_MAX_QUEUE", WHOLE, "512", "Requests that may wait for scheduling.")
              .only(Allowed.atLeast(1))
              .trap("holds only for requests that need scheduling, not for a loaded model"),
          server("OLLAMA_KEEP_ALIVE", DURATION, "5m", "How long a model stays loaded."),
          server("OLLAMA_LOAD_TIMEOUT", DURATION, "5m", "When a stalled load is given up."),
          server("OLLAMA_SCHED_SPREAD", FLAG, "false", "Whether a model is spread over all GPUs."),
          server("OLLAMA_GPU_OVERHEAD", WHOLE, "0", "Bytes of VRAM to leave free.")
              .only(Allowed.atLeast(0))
              .trap("llama.cpp does not obey it: use LLAMA_ARG_FIT_TARGET (MiB)"),
          server("OLLAMA_LLM_LIBRARY", TEXT, "by hardware", "Which compute library is loaded."),
          server("OLLAMA_VULKAN", FLAG, "by release", "Whether Vulkan devices are used."),
          server("OLLAMA_HOST", TEXT, "127.0.0.1:11434", "Where the server listens."),
          server("OLLAMA_MODELS", TEXT, "~/.ollama/models", "Where models are stored."),
          server("OLLAMA_ORIGINS", TEXT, "local", "Which web origins may ask."),
          server("OLLAMA_DEBUG", TEXT, "false", "How much the server logs.")
              .trap("more logging costs time"),
          server("OLLAMA_NO_CLOUD", FLAG, "false", "Whether the server never calls home.")
              .trap("keep it constant over a run"),
          server("OLLAMA_NOPRUNE", FLAG, "false", "Whether unused blobs stay at start."),
          server("OLLAMA_NOHISTORY", FLAG, "false", "Whether the prompt keeps no history."),
          server("CUDA_VISIBLE_DEVICES", TEXT, "all", "Which NVIDIA GPUs are seen."),
          server("HIP_VISIBLE_DEVICES", TEXT, "all", "Which AMD GPUs are seen."),
          server("ROCR_VISIBLE_DEVICES", TEXT, "all", "Which AMD GPUs are seen, by the runtime."),
          server("GGML_VK_VISIBLE_DEVICES", TEXT, "all", "Which Vulkan GPUs are seen."));

  private static final List<Setting> VLLM =
      List.of(
          server("vllm.max_num_seqs", WHOLE, "by hardware", "Sequences in a batch of vLLM at most.")
              .only(Allowed.atLeast(1)),
          server(
                  "vllm.max_num_batched_tokens",
                  WHOLE,
                  "by hardware",
                  "Tokens of a step of vLLM at most, prefill and decode together.")
              .only(Allowed.atLeast(1))
              .trap("without chunked prefill it must hold the longest prompt"));

  private static final List<Setting> PROXY =
      List.of(
          proxy(
                  "proxy",
                  TEXT,
                  "olla where target.proxy is given",
                  "Whether requests go through it.")
              .only(Allowed.oneOf("direct", "olla")),
          proxy("proxy.engine", TEXT, "olla", "Olla's proxy engine.")
              .only(Allowed.oneOf("sherpa", "olla")),
          proxy("proxy.profile", TEXT, "auto", "When Olla hands on what has come.")
              .only(Allowed.oneOf("auto", "streaming", "standard"))
              .trap("standard does not flush: the first token may wait for a full buffer"),
          proxy("proxy.load_balancer", TEXT, "least-connections", "Which backend is next.")
              .only(Allowed.oneOf("priority", "round-robin", "least-connections")),
          proxy(
                  "proxy.stream_buffer_size",
                  SIZE,
                  "64 KB (olla), 8 KB (sherpa)",
                  "Buffer of a stream.")
              .trap("Olla does not tell which it uses, so it is not read back"),
          proxy("proxy.connection_timeout", DURATION, "60s", "Until a backend is reached."),
          proxy("proxy.connection_keep_alive", DURATION, "30s", "Between TCP keep-alives."),
          proxy(
                  "proxy.response_header_timeout",
                  DURATION,
                  "10m (Paddock)",
                  "Until a backend's answer begins.")
              .trap(
                  "Ollama's headers come with the first token: Olla's own 30s cut off a long"
                      + " prefill"),
          proxy("proxy.response_timeout", DURATION, "15m", "Until an answer has ended."),
          proxy("proxy.read_timeout", DURATION, "10m", "Between two pieces of an answer."),
          proxy("proxy.check_interval", DURATION, "5s", "Between health checks of a backend."),
          proxy("proxy.check_timeout", DURATION, "2s", "Until a health check has failed."));

  private static final List<Setting> FILE =
      List.of(
          plain("model", Scope.MODEL, TEXT, "of the target", "The model's tag."),
          plain("load.clients", Scope.LOAD, WHOLE, "1", "Clients that ask at once.")
              .only(Allowed.between(1, 10_000)),
          plain("load.think", Scope.LOAD, DURATION, "0 ms", "Pause of a client after an answer."),
          plain("load.rate", Scope.LOAD, RATE, "of the file", "Requests a second, open loop.")
              .trap("above what the server can do, its queue and every latency grow without end"),
          plain("load.from", Scope.LOAD, RATE, "of the file", "The rate at which a ramp begins."),
          plain("load.to", Scope.LOAD, RATE, "of the file", "The rate at which a ramp ends."),
          plain(
                  "load.max_concurrency",
                  Scope.LOAD,
                  WHOLE,
                  "no limit",
                  "Requests under way at most.")
              .only(Allowed.between(1, 10_000)),
          plain("workload.prompt_tokens", Scope.WORKLOAD, WHOLE, "512", "Tokens of each prompt.")
              .only(Allowed.between(1, 10_000_000)),
          plain("workload.output_tokens", Scope.WORKLOAD, WHOLE, "128", "Tokens of each answer.")
              .only(Allowed.between(1, 1_000_000)),
          plain("workload.prefix", Scope.WORKLOAD, TEXT, "unique", "How prompts start.")
              .only(Allowed.oneOf("unique", "shared"))
              .trap("a shared start lets the prompt cache answer: the prefill is not cold"),
          plain("workload.api", Scope.WORKLOAD, TEXT, "generate", "Plain completion or chat.")
              .only(Allowed.oneOf("generate", "chat")));

  private Known() {}

  static List<Setting> all() {
    return Stream.of(REQUEST, MODEL_LOAD, SERVER, VLLM, PROXY, FILE).flatMap(List::stream).toList();
  }

  /** A variable of llama.cpp itself, which Ollama hands on to its llama-server. */
  static Setting llamaArgument(String name) {
    return server(name, TEXT, "of llama.cpp", "Handed on to llama-server.")
        .trap(
            name.equals("LLAMA_ARG_CACHE_RAM")
                ? "the host's prompt cache is 8 GiB unless this is 0"
                : "an argument on the server's command line, and Ollama gives some, goes before"
                    + " it");
  }

  /** An argument of {@code vllm serve}: {@code vllm.max_model_len} is {@code --max-model-len}. */
  static Setting vllmArgument(String name) {
    return server(name, TEXT, "of vLLM", "Appended to the command of a managed vLLM.");
  }

  /** A parameter of a JMH suite; only the suite knows what it takes. */
  static Setting benchmarkParameter(String name) {
    return plain(name, Scope.BENCH, TEXT, "of the suite", "A parameter of a JMH suite.");
  }

  private static Setting request(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.REQUEST, kind, byDefault, says);
  }

  private static Setting load(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.MODEL_LOAD, kind, byDefault, says);
  }

  private static Setting server(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.SERVER, kind, byDefault, says);
  }

  private static Setting proxy(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.PROXY, kind, byDefault, says);
  }

  private static Setting plain(String name, Scope scope, Kind kind, String byDefault, String says) {
    return new Setting(name, scope, kind, byDefault, says, Optional.empty());
  }
}
