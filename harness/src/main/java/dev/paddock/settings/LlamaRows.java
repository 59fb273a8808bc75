package dev.paddock.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of llama.cpp's server in the table of settings: {@code LLAMA_ARG_*}, which Ollama hands
 * on to its llama-server, and which that server reads where it is measured by itself.
 *
 * <p>The names were read in the generated help of {@code tools/server/README.md} at commit 00dc805
 * of llama.cpp, of autumn 2026. The list ages: a name that is not in it may be a newer one, and is
 * only doubted, unless it is nearly one of these.
 */
public final class LlamaRows {
  static final String PREFIX = "LLAMA_ARG_";

  /** Of an argument that a switch turns off, llama-server reads this name as well. */
  private static final String NEGATIVE = PREFIX + "NO_";

  private static final String OVERRULED =
      "an argument on the server's command line, and Ollama gives some, goes before it";
  private static final String OF_LLAMA_CPP = "of llama.cpp";

  private static final List<String> DOCUMENTED =
      List.of(
          """
          AGENT ALIAS API_KEY_FILE API_PREFIX BACKEND_SAMPLING BATCH CACHE_IDLE_SLOTS CACHE_PROMPT
          CACHE_RAM CACHE_REUSE CACHE_TYPE_K CACHE_TYPE_V CHAT_TEMPLATE CHAT_TEMPLATE_FILE
          CHAT_TEMPLATE_KWARGS CHECKPOINT_MIN_SPACING_NT CONTEXT_SHIFT CONT_BATCHING
          CORS_CREDENTIALS CORS_HEADERS CORS_METHODS CORS_ORIGINS CPU_MOE CTX_CHECKPOINTS CTX_SIZE
          DEFRAG_THOLD DEVICE DOCKER_REPO EMBEDDINGS ENDPOINT_METRICS ENDPOINT_PROPS
          ENDPOINT_SLOTS FIT FIT_CTX FIT_TARGET FLASH_ATTN FREQUENCY_PENALTY HF_FILE HF_REPO HOST
          IMAGE_MAX_TOKENS IMAGE_MIN_TOKENS JINJA KV_OFFLOAD KV_UNIFIED KV_UNIFIED_PER_SLOT
          LAZY_MODE LOAD_MODE LOG_COLORS LOG_FILE LOG_JSONL LOG_PREFIX LOG_TIMESTAMPS
          LOG_VERBOSITY MAIN_GPU MCP_SERVERS_CONFIG MCP_SERVERS_JSON MIN_P MMPROJ MMPROJ_AUTO
          MMPROJ_OFFLOAD MMPROJ_URL MODEL MODELS_AUTOLOAD MODELS_DIR MODELS_MAX MODELS_PRESET
          MODEL_URL MOE_CACHE_MIB MTMD_BATCH_MAX_TOKENS NO_HOST NUMA N_CPU_FFN N_CPU_MOE
          N_GPU_LAYERS N_GPU_LAYERS_DRAFT N_PARALLEL N_PREDICT OFFLINE OVERRIDE_TENSOR PERF
          POOLING PORT PREFILL_ASSISTANT PRESENCE_PENALTY REASONING REASONING_EFFORT
          REASONING_PRESERVE REPACK REPEAT_PENALTY RERANKING REUSE_PORT ROPE_FREQ_BASE
          ROPE_FREQ_SCALE ROPE_SCALE ROPE_SCALING_TYPE RPC SKIP_CHAT_PARSING SLOT_SAVE_PATH
          SPEC_DRAFT_BACKEND_SAMPLING SPEC_DRAFT_CACHE_TYPE_K SPEC_DRAFT_CACHE_TYPE_V
          SPEC_DRAFT_CPU_MOE SPEC_DRAFT_HF_REPO SPEC_DRAFT_MODEL SPEC_DRAFT_N_CPU_MOE
          SPEC_DRAFT_N_MAX SPEC_DRAFT_N_MIN SPEC_DRAFT_P_MIN SPEC_DRAFT_P_SPLIT
          SPEC_DRAFT_SAMPLING SPEC_SYNTH_LEN SPEC_SYNTH_RATES SPEC_TYPE SPLIT_MODE
          SSE_PING_INTERVAL SSL_CERT_FILE SSL_KEY_FILE STATIC_PATH SWA_FULL TAGS TEMPERATURE
          TENSOR_SPLIT THINK THINK_BUDGET THINK_BUDGET_MESSAGE THREADS THREADS_HTTP TIMEOUT TOOLS
          TOOLS_RUNTIME TOP_K TOP_P UBATCH UI UI_CONFIG UI_CONFIG_FILE UI_MCP_PROXY
          VIDEO_FFMPEG_DIR VIDEO_FPS VIDEO_TIMESTAMP_INTERVAL YARN_ATTN_FACTOR YARN_BETA_FAST
          YARN_BETA_SLOW YARN_EXT_FACTOR YARN_ORIG_CTX
          """
              .strip()
              .split("\\s+"));

  /** Read by llama-servers of before 2026, and by newer ones no more. */
  private static final Map<String, String> OLDER =
      Map.of(
          "MMAP", "LOAD_MODE", "MLOCK", "LOAD_MODE", "DIO", "LOAD_MODE", "N_GPU_LAYERS_MIN", "FIT");

  /** What is worth a word of its own. */
  private static final Map<String, Row> TOLD =
      Stream.of(
              row("CACHE_RAM", "8192", "MiB of the host's cache of prompts.")
                  .mind("the host's prompt cache is 8 GiB unless this is 0"),
              row("N_CPU_MOE", "0", "Layers whose experts stay on the CPU, from the first on.")
                  .said(
                      "the layers whose experts stay on the CPU",
                      "experts of %s layers on the CPU"),
              row("CPU_MOE", "false", "Whether all experts stay on the CPU."),
              row("OVERRIDE_TENSOR", "none", "Which tensors lie in which buffer, by pattern."),
              row("TENSOR_SPLIT", "by free memory", "Shares of the model on each GPU, as 3,1."),
              row("KV_UNIFIED", "false where slots are given", "Whether slots share one KV cache.")
                  .mind(
                      "Ollama gives the number of slots, and with it each has a cache of its own"),
              row("KV_OFFLOAD", "true", "Whether the KV cache lies on the GPU."),
              row("CACHE_REUSE", "0", "Smallest part of a prompt that is reused by shifting."),
              row("CTX_CHECKPOINTS", "32", "Checkpoints of the context, of each slot."),
              row("SWA_FULL", "false", "Whether the cache of a sliding window has full size."),
              row("SPEC_SYNTH_LEN", "none", "Tokens accepted at a time, made up: for measuring.")
                  .mind("speculation that is made up: the answers mean nothing"),
              row("SPEC_SYNTH_RATES", "none", "Chances of acceptance by place, made up.")
                  .mind("speculation that is made up: the answers mean nothing"),
              row("FIT", "on", "Whether what is left open is fitted to the GPUs' memory."),
              row("FIT_TARGET", "1024", "MiB that stay free on each GPU."),
              row("FIT_CTX", "4096", "The smallest context that is chosen to make it fit."),
              row("REPACK", "true", "Whether weights are laid out anew for the CPU."),
              row("ENDPOINT_METRICS", "false", "Whether llama-server has /metrics.")
                  .mind("it is llama-server's own address that has it, not Ollama's"))
          .collect(Collectors.toMap(row -> row.name(), Function.identity()));

  private static final Map<String, Setting> ROWS =
      DOCUMENTED.stream()
          .map(name -> documented(PREFIX + name))
          .collect(
              Collectors.toMap(
                  Setting::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private LlamaRows() {}

  /** The setting of this name, which llama.cpp documents or not. */
  static Setting setting(String name) {
    return Optional.ofNullable(ROWS.get(name)).orElseGet(() -> plain(name).row());
  }

  /** Every argument that llama.cpp documents. */
  public static List<Setting> all() {
    return List.copyOf(ROWS.values());
  }

  static boolean documents(String name) {
    return ROWS.containsKey(name) || ROWS.containsKey(name.replace(NEGATIVE, PREFIX));
  }

  /** The name that was most likely meant by one that llama.cpp does not document. */
  static Optional<String> meant(String name) {
    return documents(name) || older(name).isPresent()
        ? Optional.empty()
        : Nearest.of(name, ROWS.keySet(), 4);
  }

  /** Why a name may do nothing; empty where it is documented. */
  static Optional<String> doubt(String name) {
    if (documents(name)) {
      return Optional.empty();
    }
    return older(name)
        .map("newer releases of llama.cpp read %s in its place"::formatted)
        .or(
            () ->
                Optional.of(
                    "llama.cpp documents no such argument, as far as is known here: a newer one"
                        + " may"));
  }

  private static Optional<String> older(String name) {
    String bare = name.replace(NEGATIVE, "").replace(PREFIX, "");
    return Optional.ofNullable(OLDER.get(bare)).map(PREFIX::concat);
  }

  private static Setting documented(String name) {
    Row row = Optional.ofNullable(TOLD.get(name)).orElseGet(() -> plain(name).mind(OVERRULED));
    return switch (name) {
      case "LLAMA_ARG_HOST", "LLAMA_ARG_PORT" ->
          row.owned("Paddock chooses the address itself", "Use target.url to attach.").row();
      default -> row.row();
    };
  }

  private static Row row(String name, String byDefault, String says) {
    return new Row(PREFIX + name, Scope.SERVER, Setting.Kind.TEXT, byDefault, says);
  }

  private static Row plain(String name) {
    return new Row(
        name, Scope.SERVER, Setting.Kind.TEXT, OF_LLAMA_CPP, "Handed on to llama-server.");
  }
}
