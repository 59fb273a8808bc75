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
import dev.paddock.settings.parse.CacheType;
import dev.paddock.settings.parse.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The table of every setting that Paddock knows, a row each, as Ollama 0.33 reads it; long because
 * it is a table. A new setting is one more row, and its name stands nowhere else in the code.
 *
 * <p>A row says what the setting is called, what a change of it costs, what values it takes, what
 * holds without it and what it does; then, where there is something to say, what else it takes: how
 * people call it, how Ollama parses its text, what more of it needs, what other servers have in its
 * place, and what makes it void.
 */
public final class Known {
  private static final List<Setting> ALL = new ArrayList<>();
  private static final List<Trap> TRAPS = new ArrayList<>();

  private static final String ADDRESS = "Paddock chooses the address itself";

  // Sent with each request.
  public static final Setting NUM_KEEP =
      request("num_keep", WHOLE, "4", "Tokens of the prompt that a context shift keeps.").add();

  public static final Setting SEED =
      request("seed", WHOLE, "-1 (random)", "Seed of the sampler.").openAi().add();

  public static final Setting NUM_PREDICT =
      request("num_predict", WHOLE, "-1 (10 × num_ctx)", "The most tokens that are generated.")
          .owned("Paddock sets it to the length of the answer", "Use workload.output_tokens.")
          .add();

  public static final Setting TOP_K =
      request("top_k", WHOLE, "40", "Sample among this many likeliest tokens.")
          .only(Allowed.atLeast(0))
          .openAi()
          .add();

  public static final Setting TOP_P =
      request("top_p", DECIMAL, "0.9", "Sample among tokens of this summed probability.")
          .only(Allowed.between(0, 1))
          .openAi()
          .add();

  public static final Setting MIN_P =
      request("min_p", DECIMAL, "0", "Drop tokens less likely than this share of the best.")
          .only(Allowed.between(0, 1))
          .openAi()
          .add();

  public static final Setting TYPICAL_P =
      request("typical_p", DECIMAL, "1", "Locally typical sampling; 1 turns it off.")
          .only(Allowed.between(0, 1))
          .openAi()
          .add();

  public static final Setting REPEAT_LAST_N =
      request("repeat_last_n", WHOLE, "64", "How far back repetition is penalised.")
          .only(Allowed.atLeast(-1))
          .openAi()
          .add();

  public static final Setting TEMPERATURE =
      request("temperature", DECIMAL, "0.8", "Randomness of sampling; 0 is greedy.")
          .only(Allowed.atLeast(0))
          .openAi()
          .add();

  public static final Setting REPEAT_PENALTY =
      request("repeat_penalty", DECIMAL, "1 (1.1 before 0.32.10)", "Penalty on repeated tokens.")
          .only(Allowed.atLeast(0))
          .openAi()
          .add();

  public static final Setting PRESENCE_PENALTY =
      request("presence_penalty", DECIMAL, "0", "Penalty on tokens that have appeared.")
          .openAi()
          .add();

  public static final Setting FREQUENCY_PENALTY =
      request("frequency_penalty", DECIMAL, "0", "Penalty by how often a token appeared.")
          .openAi()
          .add();

  public static final Setting STOP =
      request("stop", ITEMS, "none", "Texts at which generation stops.")
          .mind("an answer that stops early is shorter than planned, and its trial invalid")
          .openAi()
          .add();

  public static final Setting THINK =
      request("think", TEXT, "by model", "Whether a thinking model thinks: true, false, level.")
          .only(Allowed.oneOf("true", "false", "low", "medium", "high", "max"))
          .mind("thinking tokens come first: time to first token is not time to first answer")
          .turned("thinking")
          .add();

  public static final Setting KEEP_ALIVE =
      request("keep_alive", DURATION, "5m", "How long the model stays loaded after a request.")
          .mind("a model that is unloaded between requests puts its load into each first token")
          .said("keep-alive", "keep-alive %s")
          .add();

  public static final Setting FORMAT =
      request("format", TEXT, "none", "Constrains the answer: json, or a JSON schema.")
          .only(Allowed.oneOf("json"))
          .mind("a grammar costs time for each token")
          .add();

  public static final Setting STREAM =
      request("stream", FLAG, "true", "Whether tokens come one by one.")
          .turned("streaming")
          .owned("answers are always streamed, else no token has a time", "Leave it out.")
          .add();

  public static final Setting TRUNCATE =
      request("truncate", FLAG, "false (Paddock)", "Whether an over-long prompt is cut.")
          .mind("true cuts it to about half of num_ctx without a word, HTTP 200")
          .add();

  public static final Setting DIMENSIONS =
      request("dimensions", WHOLE, "of the model", "Numbers of each vector of an embedding.")
          .only(Allowed.between(1, 1_000_000))
          .mind("only models that were trained for it have meaning in fewer than all")
          .said("the vectors' length", "vectors of %s numbers")
          .openAi()
          .add();

  // Of a load of the model.
  public static final Setting NUM_CTX =
      load("num_ctx", WHOLE, "by VRAM: 4096, 32768 or 262144", "Context length in tokens.")
          .only(Allowed.atLeast(4))
          .mind("num_batch follows num_ctx × OLLAMA_NUM_PARALLEL unless it is pinned")
          .said("num_ctx", "num_ctx %s")
          .brief("ctx")
          .memory(Memory.GROWS)
          .openAi("LLAMA_ARG_CTX_SIZE (all slots together) or vllm.max_model_len")
          .add();

  public static final Setting NUM_BATCH =
      load("num_batch", WHOLE, "by num_ctx × OLLAMA_NUM_PARALLEL", "Prompt tokens a step.")
          .only(Allowed.atLeast(1))
          .mind(
              "512, 1024 or 2048 by context, 256 or 512 on CUDA without flash attention, less when"
                  + " VRAM is tight: pin it")
          .said("the batch size", "batches of %s")
          .brief("batch")
          .memory(Memory.GROWS)
          .openAi("LLAMA_ARG_BATCH or vllm.max_num_batched_tokens")
          .add();

  public static final Setting NUM_GPU =
      load("num_gpu", WHOLE, "automatic", "Layers on the GPU.")
          .only(Allowed.atLeast(-1))
          .mind(
              "-1 after an explicit value does not reload, the old placement stays; a part of the"
                  + " layers keeps a vision model's projector off the GPU too")
          .said("layers on the GPU", "%s layers on the GPU")
          .brief("gpu")
          .memory(Memory.LAYERS)
          .openAi("LLAMA_ARG_N_GPU_LAYERS")
          .add();

  public static final Setting MAIN_GPU =
      load("main_gpu", WHOLE, "unset", "The one GPU on which the whole model lies.")
          .only(Allowed.atLeast(0))
          .mind("any value, 0 too, puts the whole model on one GPU: --split-mode none")
          .openAi("LLAMA_ARG_MAIN_GPU")
          .add();

  public static final Setting USE_MMAP =
      load("use_mmap", FLAG, "by platform", "Whether the file is mapped, not read.")
          .mind(
              "off by itself on the CPU alone, under memory pressure and on Windows with CUDA;"
                  + " integrated GPUs under Linux read directly whatever it says")
          .turned("mapping the weights")
          .openAi("LLAMA_ARG_LOAD_MODE")
          .add();

  public static final Setting NUM_THREAD =
      load("num_thread", WHOLE, "by CPU", "Threads that compute.")
          .only(Allowed.atLeast(0))
          .mind("more threads than physical cores is slower")
          .counted("the number of threads", "thread")
          .brief("threads")
          .openAi("LLAMA_ARG_THREADS")
          .add();

  public static final Setting DRAFT_NUM_PREDICT =
      load(
              "draft_num_predict",
              WHOLE,
              "4 with a draft model, else 0",
              "Tokens drafted for speculation.")
          .only(Allowed.atLeast(0))
          .mind("heads that a model has for it speculate only where it is set")
          .openAi("LLAMA_ARG_SPEC_DRAFT_N_MAX")
          .add();

  public static final Setting SHIFT =
      load("shift", FLAG, "false (Paddock)", "Whether a full context is shifted.")
          .mind(
              "toggling it reloads the model, and shifting changes what is computed; Ollama's own"
                  + " default is true")
          .openAi("LLAMA_ARG_CONTEXT_SHIFT")
          .add();

  // Variables of Ollama's server.
  public static final Setting OLLAMA_NUM_PARALLEL =
      server("OLLAMA_NUM_PARALLEL", WHOLE, "1", "Requests served at once by a model.")
          .only(Allowed.atLeast(1))
          .mind(
              "each slot has num_ctx: KV memory is their product; forced to 1 for some models, for"
                  + " embeddings and on MLX")
          .counted("the number of slots", "slot")
          .brief("np")
          .memory(Memory.GROWS)
          .read(Parser.WHOLE)
          .openAi("LLAMA_ARG_N_PARALLEL or vllm.max_num_seqs")
          .add();

  public static final Setting OLLAMA_FLASH_ATTENTION =
      server("OLLAMA_FLASH_ATTENTION", FLAG, "automatic", "Whether flash attention is used.")
          .mind("unset is automatic, and any text that is no boolean counts as on")
          .turned("flash attention")
          .brief("fa")
          .read(Parser.FLAG)
          .openAi("LLAMA_ARG_FLASH_ATTN")
          .add();

  public static final Setting OLLAMA_KV_CACHE_TYPE =
      server("OLLAMA_KV_CACHE_TYPE", TEXT, "f16", "Number format of the KV cache.")
          .only(Allowed.oneOf(CacheType.names()))
          .mind("not validated; a quantised V cache without flash attention fails the load")
          .said("the KV cache's type", "KV cache %s")
          .brief("kv")
          .memory(Memory.CACHE_TYPE)
          .read(Parser.CACHE_TYPE)
          .openAi("LLAMA_ARG_CACHE_TYPE_K and LLAMA_ARG_CACHE_TYPE_V, or vllm.kv_cache_dtype")
          .add();

  public static final Setting OLLAMA_CONTEXT_LENGTH =
      server("OLLAMA_CONTEXT_LENGTH", WHOLE, "by VRAM", "Context length where num_ctx is unset.")
          .only(Allowed.atLeast(0))
          .said("the context length", "a context of %s")
          .brief("ctx")
          .memory(Memory.GROWS)
          .read(Parser.SCALED, "0 (4096, 32768 or 262144, by VRAM)")
          .openAi("LLAMA_ARG_CTX_SIZE or vllm.max_model_len")
          .add();

  public static final Setting OLLAMA_MAX_LOADED_MODELS =
      server("OLLAMA_MAX_LOADED_MODELS", WHOLE, "0 (3 × GPUs)", "Models kept at once.")
          .only(Allowed.atLeast(0))
          .counted("the number of loaded models", "loaded model")
          .read(Parser.WHOLE, "0 (3 for each GPU)")
          .add();

  public static final Setting OLLAMA_MAX_QUEUE =
      server("OLLAMA_MAX_QUEUE", WHOLE, "512", "Requests that may wait for scheduling.")
          .only(Allowed.atLeast(1))
          .mind("holds only for requests that need scheduling, not for a loaded model")
          .said("the queue's length", "a queue of %s")
          .read(Parser.WHOLE)
          .add();

  public static final Setting OLLAMA_KEEP_ALIVE =
      server("OLLAMA_KEEP_ALIVE", DURATION, "5m", "How long a model stays loaded.")
          .said("keep-alive", "keep-alive %s")
          .read(Parser.DURATION)
          .add();

  public static final Setting OLLAMA_LOAD_TIMEOUT =
      server("OLLAMA_LOAD_TIMEOUT", DURATION, "5m", "When a stalled load is given up.")
          .mind("0 or less is endless; on MLX it is the time of the whole load")
          .read(Parser.DURATION)
          .add();

  public static final Setting OLLAMA_SCHED_SPREAD =
      server("OLLAMA_SCHED_SPREAD", FLAG, "false", "Whether a model is spread over all GPUs.")
          .turned("spreading over GPUs")
          .read(Parser.FLAG)
          .add();

  public static final Setting OLLAMA_GPU_OVERHEAD =
      server("OLLAMA_GPU_OVERHEAD", WHOLE, "0", "Bytes of VRAM to leave free.")
          .only(Allowed.atLeast(0))
          .mind("llama.cpp does not obey it: use LLAMA_ARG_FIT_TARGET (MiB)")
          .read(Parser.SCALED)
          .add();

  public static final Setting OLLAMA_LLM_LIBRARY =
      server("OLLAMA_LLM_LIBRARY", TEXT, "by hardware", "Which compute library is loaded.")
          .read(Parser.LIBRARY)
          .add();

  public static final Setting OLLAMA_VULKAN =
      server("OLLAMA_VULKAN", FLAG, "true", "Whether Vulkan devices are used.")
          .read(Parser.FLAG)
          .add();

  public static final Setting OLLAMA_HOST =
      server("OLLAMA_HOST", TEXT, "127.0.0.1:11434", "Where the server listens.")
          .read(Parser.ADDRESS)
          .clientsToo()
          .owned(ADDRESS, "Use target.url to attach.")
          .add();

  public static final Setting OLLAMA_MODELS =
      server("OLLAMA_MODELS", TEXT, "~/.ollama/models", "Where models are stored.")
          .read(Parser.TEXT)
          .add();

  public static final Setting OLLAMA_ORIGINS =
      server("OLLAMA_ORIGINS", TEXT, "local", "Which web origins may ask.").read(Parser.TEXT).add();

  public static final Setting OLLAMA_DEBUG =
      server("OLLAMA_DEBUG", TEXT, "false", "How much the server logs.")
          .mind("more logging costs time")
          .read(Parser.LEVEL)
          .clientsToo()
          .add();

  public static final Setting OLLAMA_NO_CLOUD =
      server("OLLAMA_NO_CLOUD", FLAG, "false", "Whether the server never calls home.")
          .mind("keep it constant over a run")
          .read(Parser.FLAG)
          .clientsToo()
          .add();

  public static final Setting OLLAMA_IGPU_ENABLE =
      server("OLLAMA_IGPU_ENABLE", FLAG, "by device", "Whether integrated GPUs are used.")
          .turned("integrated GPUs")
          .read(Parser.FLAG)
          .add();

  public static final Setting OLLAMA_GO_TEMPLATE =
      server("OLLAMA_GO_TEMPLATE", FLAG, "true", "Whether the Modelfile's TEMPLATE is used.")
          .mind("another template makes another prompt, of another length")
          .read(Parser.FLAG)
          .add();

  public static final Setting OLLAMA_DEBUG_LOG_REQUESTS =
      server("OLLAMA_DEBUG_LOG_REQUESTS", FLAG, "false", "Whether requests are kept on disk.")
          .mind("every request writes files")
          .read(Parser.FLAG)
          .add();

  public static final Setting OLLAMA_NOPRUNE =
      server("OLLAMA_NOPRUNE", FLAG, "false", "Whether unused blobs stay at start.")
          .read(Parser.FLAG)
          .add();

  public static final Setting OLLAMA_NOHISTORY =
      server("OLLAMA_NOHISTORY", FLAG, "false", "Whether the prompt keeps no history.")
          .read(Parser.FLAG)
          .clientsToo()
          .add();

  public static final Setting CUDA_VISIBLE_DEVICES =
      server("CUDA_VISIBLE_DEVICES", TEXT, "all", "Which NVIDIA GPUs are seen.")
          .read(Parser.DEVICES)
          .clientsToo()
          .add();

  public static final Setting HIP_VISIBLE_DEVICES =
      server("HIP_VISIBLE_DEVICES", TEXT, "all", "Which AMD GPUs are seen.")
          .read(Parser.DEVICES)
          .clientsToo()
          .add();

  public static final Setting ROCR_VISIBLE_DEVICES =
      server("ROCR_VISIBLE_DEVICES", TEXT, "all", "Which AMD GPUs are seen, by the runtime.")
          .read(Parser.DEVICES)
          .clientsToo()
          .add();

  public static final Setting GGML_VK_VISIBLE_DEVICES =
      server("GGML_VK_VISIBLE_DEVICES", TEXT, "all", "Which Vulkan GPUs are seen.")
          .read(Parser.DEVICES)
          .clientsToo()
          .add();

  public static final Setting GPU_DEVICE_ORDINAL =
      server("GPU_DEVICE_ORDINAL", TEXT, "all", "Which AMD GPUs are seen, by the driver.")
          .read(Parser.DEVICES)
          .clientsToo()
          .add();

  public static final Setting HSA_OVERRIDE_GFX_VERSION =
      server("HSA_OVERRIDE_GFX_VERSION", TEXT, "of the GPU", "What an AMD GPU is taken for.")
          .mind("10.3.0 makes it a gfx1030; a wrong one crashes the runner")
          .add();

  public static final Setting GGML_CUDA_ENABLE_UNIFIED_MEMORY =
      server(
              "GGML_CUDA_ENABLE_UNIFIED_MEMORY",
              TEXT,
              "off",
              "Whether CUDA swaps to the host's memory.")
          .mind("it is on at any value, 0 too: unset turns it off")
          .add();

  // Of vLLM.
  public static final Setting VLLM_MAX_NUM_SEQS = VllmRows.maxNumSeqs();

  public static final Setting VLLM_MAX_NUM_BATCHED_TOKENS = VllmRows.maxNumBatchedTokens();

  public static final Setting VLLM_MAX_MODEL_LEN = VllmRows.maxModelLen();

  public static final Setting VLLM_CPU_KVCACHE_SPACE = VllmRows.cpuCacheSpace();

  static {
    VllmRows.addOthers();
  }

  // Of the proxy in front.
  public static final Setting PROXY =
      proxy("proxy", TEXT, "olla where target.proxy is given", "Whether requests go through it.")
          .only(Allowed.oneOf("direct", "olla"))
          .said("the proxy", "proxy %s")
          .add();

  public static final Setting PROXY_ENGINE =
      proxy("proxy.engine", TEXT, "olla", "Olla's proxy engine.")
          .only(Allowed.oneOf("sherpa", "olla"))
          .add();

  public static final Setting PROXY_PROFILE =
      proxy("proxy.profile", TEXT, "auto", "When Olla hands on what has come.")
          .only(Allowed.oneOf("auto", "streaming", "standard"))
          .mind("standard does not flush: the first token may wait for a full buffer")
          .add();

  public static final Setting PROXY_LOAD_BALANCER =
      proxy("proxy.load_balancer", TEXT, "least-connections", "Which backend is next.")
          .only(Allowed.oneOf("priority", "round-robin", "least-connections"))
          .add();

  public static final Setting PROXY_STREAM_BUFFER_SIZE =
      proxy("proxy.stream_buffer_size", SIZE, "64 KB (olla), 8 KB (sherpa)", "Buffer of a stream.")
          .mind("Olla does not tell which it uses, so it is not read back")
          .add();

  public static final Setting PROXY_CONNECTION_TIMEOUT =
      proxy("proxy.connection_timeout", DURATION, "60s", "Until a backend is reached.").add();

  public static final Setting PROXY_CONNECTION_KEEP_ALIVE =
      proxy("proxy.connection_keep_alive", DURATION, "30s", "Between TCP keep-alives.").add();

  public static final Setting PROXY_RESPONSE_HEADER_TIMEOUT =
      proxy(
              "proxy.response_header_timeout",
              DURATION,
              "10m (Paddock)",
              "Until a backend's answer begins.")
          .mind(
              "Ollama's headers come with the first token: Olla's own 30s cut off a long"
                  + " prefill")
          .add();

  public static final Setting PROXY_RESPONSE_TIMEOUT =
      proxy("proxy.response_timeout", DURATION, "15m", "Until an answer has ended.").add();

  public static final Setting PROXY_READ_TIMEOUT =
      proxy("proxy.read_timeout", DURATION, "10m", "Between two pieces of an answer.").add();

  public static final Setting PROXY_CHECK_INTERVAL =
      proxy("proxy.check_interval", DURATION, "5s", "Between health checks of a backend.").add();

  public static final Setting PROXY_CHECK_TIMEOUT =
      proxy("proxy.check_timeout", DURATION, "2s", "Until a health check has failed.").add();

  // Keys of the experiment file.
  public static final Setting MODEL =
      plain("model", Scope.MODEL, TEXT, "of the target", "The model's tag.")
          .said("the model", "%s")
          .add();

  public static final Setting LOAD_CLIENTS =
      plain("load.clients", Scope.LOAD, WHOLE, "1", "Clients that ask at once.")
          .only(Allowed.between(1, 10_000))
          .counted("the number of clients", "client")
          .brief("clients")
          .add();

  public static final Setting LOAD_THINK =
      plain("load.think", Scope.LOAD, DURATION, "0 ms", "Pause of a client after an answer.").add();

  public static final Setting LOAD_RATE =
      plain("load.rate", Scope.LOAD, RATE, "of the file", "Requests a second, open loop.")
          .mind("above what the server can do, its queue and every latency grow without end")
          .said("the rate", "a rate of %s")
          .add();

  public static final Setting LOAD_FROM =
      plain("load.from", Scope.LOAD, RATE, "of the file", "The rate at which a ramp begins.").add();

  public static final Setting LOAD_TO =
      plain("load.to", Scope.LOAD, RATE, "of the file", "The rate at which a ramp ends.").add();

  public static final Setting LOAD_MAX_CONCURRENCY =
      plain("load.max_concurrency", Scope.LOAD, WHOLE, "no limit", "Requests under way at most.")
          .only(Allowed.between(1, 10_000))
          .add();

  public static final Setting WORKLOAD_PROMPT_TOKENS =
      plain("workload.prompt_tokens", Scope.WORKLOAD, WHOLE, "512", "Tokens of each prompt.")
          .only(Allowed.between(1, 10_000_000))
          .said("the prompt's length", "prompts of %s tokens")
          .add();

  public static final Setting WORKLOAD_PROMPTS =
      plain("workload.prompts", Scope.WORKLOAD, TEXT, "random words", "A file of prompts.").add();

  public static final Setting WORKLOAD_LENGTHS =
      plain("workload.lengths", Scope.WORKLOAD, TEXT, "all", "Which prompts of a file.")
          .only(Allowed.oneOf("all", "short", "long"))
          .said("which prompts", "%s prompts")
          .add();

  public static final Setting WORKLOAD_TURNS =
      plain("workload.turns", Scope.WORKLOAD, WHOLE, "1", "Turns of each conversation.")
          .only(Allowed.between(1, 1000))
          .said("the turns", "conversations of %s turns")
          .add();

  public static final Setting WORKLOAD_BATCH =
      plain("workload.batch", Scope.WORKLOAD, WHOLE, "1", "Texts of each request for embeddings.")
          .only(Allowed.between(1, 100_000))
          .said("the batch", "batches of %s texts")
          .brief("texts a request")
          .add();

  public static final Setting WORKLOAD_OUTPUT_TOKENS =
      plain("workload.output_tokens", Scope.WORKLOAD, WHOLE, "128", "Tokens of each answer.")
          .only(Allowed.between(1, 1_000_000))
          .said("the answer's length", "answers of %s tokens")
          .add();

  public static final Setting WORKLOAD_PREFIX =
      plain("workload.prefix", Scope.WORKLOAD, TEXT, "unique", "How prompts start.")
          .only(Allowed.oneOf("unique", "shared"))
          .mind("a shared start lets the prompt cache answer: the prefill is not cold")
          .said("the prompts' start", "prompts with a %s start")
          .add();

  public static final Setting WORKLOAD_API =
      plain("workload.api", Scope.WORKLOAD, TEXT, "generate", "Completion, chat or bare text.")
          .only(Allowed.oneOf("generate", "chat", "raw"))
          .add();

  /** What stands in a request of Ollama beside its options, and in no Modelfile. */
  public static final Set<Setting> BESIDE_OPTIONS =
      Set.of(MODEL, KEEP_ALIVE, THINK, FORMAT, TRUNCATE, SHIFT, DIMENSIONS);

  // Variables of llama.cpp itself of which the code speaks; LlamaRows has them all.
  public static final Setting LLAMA_ARG_BATCH = LlamaRows.setting("LLAMA_ARG_BATCH");

  public static final Setting LLAMA_ARG_CACHE_RAM = LlamaRows.setting("LLAMA_ARG_CACHE_RAM");

  public static final Setting LLAMA_ARG_CACHE_TYPE_K = LlamaRows.setting("LLAMA_ARG_CACHE_TYPE_K");

  public static final Setting LLAMA_ARG_CACHE_TYPE_V = LlamaRows.setting("LLAMA_ARG_CACHE_TYPE_V");

  public static final Setting LLAMA_ARG_CHAT_TEMPLATE =
      LlamaRows.setting("LLAMA_ARG_CHAT_TEMPLATE");

  public static final Setting LLAMA_ARG_CONTEXT_SHIFT =
      LlamaRows.setting("LLAMA_ARG_CONTEXT_SHIFT");

  public static final Setting LLAMA_ARG_CTX_SIZE = LlamaRows.setting("LLAMA_ARG_CTX_SIZE");

  public static final Setting LLAMA_ARG_FIT_TARGET = LlamaRows.setting("LLAMA_ARG_FIT_TARGET");

  public static final Setting LLAMA_ARG_FLASH_ATTN = LlamaRows.setting("LLAMA_ARG_FLASH_ATTN");

  public static final Setting LLAMA_ARG_HOST = LlamaRows.setting("LLAMA_ARG_HOST");

  public static final Setting LLAMA_ARG_JINJA = LlamaRows.setting("LLAMA_ARG_JINJA");

  public static final Setting LLAMA_ARG_LOAD_MODE = LlamaRows.setting("LLAMA_ARG_LOAD_MODE");

  public static final Setting LLAMA_ARG_LOG_PREFIX = LlamaRows.setting("LLAMA_ARG_LOG_PREFIX");

  public static final Setting LLAMA_ARG_LOG_TIMESTAMPS =
      LlamaRows.setting("LLAMA_ARG_LOG_TIMESTAMPS");

  public static final Setting LLAMA_ARG_LOG_VERBOSITY =
      LlamaRows.setting("LLAMA_ARG_LOG_VERBOSITY");

  public static final Setting LLAMA_ARG_MAIN_GPU = LlamaRows.setting("LLAMA_ARG_MAIN_GPU");

  public static final Setting LLAMA_ARG_MMPROJ_OFFLOAD =
      LlamaRows.setting("LLAMA_ARG_MMPROJ_OFFLOAD");

  public static final Setting LLAMA_ARG_MODEL = LlamaRows.setting("LLAMA_ARG_MODEL");

  public static final Setting LLAMA_ARG_N_GPU_LAYERS = LlamaRows.setting("LLAMA_ARG_N_GPU_LAYERS");

  public static final Setting LLAMA_ARG_N_PARALLEL = LlamaRows.setting("LLAMA_ARG_N_PARALLEL");

  public static final Setting LLAMA_ARG_OFFLINE = LlamaRows.setting("LLAMA_ARG_OFFLINE");

  public static final Setting LLAMA_ARG_PORT = LlamaRows.setting("LLAMA_ARG_PORT");

  public static final Setting LLAMA_ARG_SPEC_DRAFT_N_MAX =
      LlamaRows.setting("LLAMA_ARG_SPEC_DRAFT_N_MAX");

  public static final Setting LLAMA_ARG_SPEC_TYPE = LlamaRows.setting("LLAMA_ARG_SPEC_TYPE");

  public static final Setting LLAMA_ARG_SPLIT_MODE = LlamaRows.setting("LLAMA_ARG_SPLIT_MODE");

  public static final Setting LLAMA_ARG_THREADS = LlamaRows.setting("LLAMA_ARG_THREADS");

  public static final Setting LLAMA_ARG_UBATCH = LlamaRows.setting("LLAMA_ARG_UBATCH");

  public static final Setting LLAMA_ARG_UI = LlamaRows.setting("LLAMA_ARG_UI");

  /** Of llama-server too, and no argument. */
  public static final Setting LLAMA_API_KEY =
      server("LLAMA_API_KEY", TEXT, "none", "The key that llama-server asks for.").row();

  private Known() {}

  static List<Setting> all() {
    return List.copyOf(ALL);
  }

  /** What makes a setting void, where its row says it. */
  public static List<Trap> traps() {
    return List.copyOf(TRAPS);
  }

  static Setting added(Setting setting, List<Trap> traps) {
    ALL.add(setting);
    TRAPS.addAll(traps);
    return setting;
  }

  /** An argument of {@code vllm serve}: {@code vllm.max_model_len} is {@code --max-model-len}. */
  static Setting vllmArgument(String name) {
    Row row = server(name, TEXT, "of vLLM", "Appended to the command of a managed vLLM.");
    return switch (name) {
      case "vllm.host", "vllm.port" -> row.owned(ADDRESS, "Use target.url to attach.").row();
      default -> row.row();
    };
  }

  /** A variable of a server of which no more is known than its name. */
  static Setting variable(String name) {
    return server(name, TEXT, "of whoever reads it", "A variable of the server.").row();
  }

  /** A parameter of a JMH suite; only the suite knows what it takes. */
  static Setting benchmarkParameter(String name) {
    return plain(name, Scope.BENCH, TEXT, "of the suite", "A parameter of a JMH suite.").row();
  }

  private static Row request(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.REQUEST, kind, byDefault, says);
  }

  private static Row load(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.MODEL_LOAD, kind, byDefault, says);
  }

  private static Row server(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.SERVER, kind, byDefault, says);
  }

  private static Row proxy(String name, Kind kind, String byDefault, String says) {
    return plain(name, Scope.PROXY, kind, byDefault, says);
  }

  private static Row plain(String name, Scope scope, Kind kind, String byDefault, String says) {
    return new Row(name, scope, kind, byDefault, says);
  }
}
