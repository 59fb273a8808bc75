package dev.paddock.readback;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What Ollama before 0.30 says of a load: its own runner's request to itself, and what llama.cpp or
 * Ollama's engine inside it print.
 */
final class GoRunnerLog {
  private static final String LOAD = "msg=load request=\"\\{Operation:commit [^\"]*";

  /** One fact a line; of several such lines the last one counts. A new fact is one constant. */
  private enum Line {
    TRAINED("trained_context", "print_info: n_ctx_train += (\\d+)"),
    OLD_CONTEXT("num_ctx", "n_ctx(?:_per)?_seq += (\\d+)"),
    OLD_BATCH("num_batch", "n_ubatch += (\\d+)"),
    OLD_FLASH(ReadBack.FLASH_ATTENTION, "flash_attn += (\\w+)"),
    OLD_TYPE(ReadBack.KV_CACHE_TYPE, "type_k = '(\\w+)'"),
    CACHE_TYPE(ReadBack.KV_CACHE_TYPE, " K \\((\\w+)\\): "),
    SLOTS("OLLAMA_NUM_PARALLEL", LOAD + " Parallel:(\\d+)"),
    BATCH("num_batch", LOAD + " BatchSize:(\\d+)"),
    TYPE(ReadBack.KV_CACHE_TYPE, LOAD + " KvCacheType:(\\w*)"),
    MMAP("use_mmap", LOAD + " UseMmap:(true|false)"),
    MAIN_GPU("main_gpu", LOAD + " MainGPU:(\\d+)"),
    LAYERS("num_gpu", "offloaded (\\d+/\\d+) layers to GPU");

    private final String name;
    private final Pattern pattern;

    Line(String name, String pattern) {
      this.name = name;
      this.pattern = Pattern.compile(pattern);
    }
  }

  private static final Pattern CELLS = Pattern.compile(LOAD + " KvSize:(\\d+)");
  private static final Pattern NONE_ON_GPU = Pattern.compile(LOAD + " GPULayers:\\[\\]");
  private static final Pattern LAYERS_OF_MODEL = Pattern.compile("print_info: n_layer += (\\d+)");
  private static final Pattern THREADS = Pattern.compile(LOAD + " NumThreads:([1-9]\\d*)");
  private static final Pattern WANTED_FLASH = Pattern.compile(LOAD + " FlashAttention:(\\w+)");
  private static final Pattern AUTO_BECAME =
      Pattern.compile("Flash Attention (?:was auto, set to )?(enabled|disabled)");
  private static final Pattern CACHE =
      Pattern.compile("(?:llama_kv_cache\\w*: size|KV self size) += +([0-9.]+) MiB");

  private GoRunnerLog() {}

  /**
   * The facts by their settings' names.
   *
   * @param load the lines since a load began
   */
  static SortedMap<String, String> read(String load) {
    SortedMap<String, String> got = new TreeMap<>();
    for (Line line : Line.values()) {
      Lines.word(line.pattern, load)
          .ifPresent(value -> got.put(line.name, means(line.name, value)));
    }
    Lines.word(CELLS, load)
        .ifPresent(
            cells ->
                got.put(
                    "num_ctx",
                    Long.toString(
                        Long.parseLong(cells)
                            / Math.max(
                                1, Long.parseLong(got.getOrDefault("OLLAMA_NUM_PARALLEL", "1"))))));
    Lines.word(THREADS, load).ifPresent(threads -> got.put("num_thread", threads));
    if (!got.containsKey("num_gpu") && NONE_ON_GPU.matcher(load).find()) {
      Lines.word(LAYERS_OF_MODEL, load)
          .ifPresent(layers -> got.put("num_gpu", "0/" + (Long.parseLong(layers) + 1)));
    }
    flash(load, got);
    Lines.word(CACHE, load)
        .ifPresent(size -> got.put("kv.size", Long.toString(Buffers.bytes(size, "MiB"))));
    got.putAll(Buffers.ofOllama(load));
    got.putAll(Buffers.ofLlamaCpp(load));
    return got;
  }

  /** What was asked for, unless llama.cpp says what it does. */
  private static void flash(String load, SortedMap<String, String> got) {
    Lines.word(WANTED_FLASH, load)
        .map(GoRunnerLog::onOrOff)
        .ifPresent(asked -> got.putIfAbsent(ReadBack.FLASH_ATTENTION, asked));
    if ("auto".equals(got.get(ReadBack.FLASH_ATTENTION))) {
      Lines.word(AUTO_BECAME, load)
          .ifPresent(became -> got.put(ReadBack.FLASH_ATTENTION, "auto: " + became));
    }
  }

  private static String means(String name, String said) {
    return switch (name) {
      case ReadBack.FLASH_ATTENTION -> onOrOff(said);
      case ReadBack.KV_CACHE_TYPE -> said.isEmpty() ? "f16" : said;
      default -> said;
    };
  }

  private static String onOrOff(String said) {
    return switch (said) {
      case "true", "1", "Enabled", "enabled" -> "enabled";
      case "false", "0", "Disabled", "disabled" -> "disabled";
      case "Auto", "auto" -> "auto";
      default -> said;
    };
  }
}
