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
    TRAINED(Sight.TRAINED_CONTEXT, "print_info: n_ctx_train += (\\d+)"),
    OLD_CONTEXT(Sight.CONTEXT, "n_ctx(?:_per)?_seq += (\\d+)"),
    OLD_BATCH(Sight.BATCH, "n_ubatch += (\\d+)"),
    OLD_FLASH(Sight.FLASH_ATTENTION, "flash_attn += (\\w+)"),
    OLD_TYPE(Sight.CACHE_TYPE, "type_k = '(\\w+)'"),
    CACHE_TYPE(Sight.CACHE_TYPE, " K \\((\\w+)\\): "),
    SLOTS(Sight.SLOTS, LOAD + " Parallel:(\\d+)"),
    BATCH(Sight.BATCH, LOAD + " BatchSize:(\\d+)"),
    TYPE(Sight.CACHE_TYPE, LOAD + " KvCacheType:(\\w*)"),
    MMAP(Sight.MMAP, LOAD + " UseMmap:(true|false)"),
    MAIN_GPU(Sight.MAIN_GPU, LOAD + " MainGPU:(\\d+)"),
    LAYERS(Sight.LAYERS, "offloaded (\\d+/\\d+) layers to GPU");

    @SuppressWarnings("ImmutableEnumChecker") // a record of what is immutable
    private final Sight sight;

    private final Pattern pattern;

    Line(Sight sight, String pattern) {
      this.sight = sight;
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
      Pattern.compile("(?:llama_kv_cache\\w*: size|KV self size) += +(\\d+(?:\\.\\d+)?) MiB");

  private GoRunnerLog() {}

  /**
   * What it says of each setting, and beside them.
   *
   * @param load the lines since a load began
   */
  static SortedMap<Sight, String> read(String load) {
    SortedMap<Sight, String> got = new TreeMap<>();
    for (Line line : Line.values()) {
      Lines.word(line.pattern, load)
          .ifPresent(value -> got.put(line.sight, means(line.sight, value)));
    }
    Lines.word(CELLS, load)
        .ifPresent(
            cells ->
                got.put(
                    Sight.CONTEXT,
                    Long.toString(
                        Long.parseLong(cells)
                            / Math.max(1, Long.parseLong(got.getOrDefault(Sight.SLOTS, "1"))))));
    Lines.word(THREADS, load).ifPresent(threads -> got.put(Sight.THREADS, threads));
    if (!got.containsKey(Sight.LAYERS) && NONE_ON_GPU.matcher(load).find()) {
      Lines.word(LAYERS_OF_MODEL, load)
          .ifPresent(layers -> got.put(Sight.LAYERS, "0/" + (Long.parseLong(layers) + 1)));
    }
    flash(load, got);
    Lines.word(CACHE, load)
        .ifPresent(size -> got.put(Sight.CACHE_SIZE, Long.toString(Buffers.bytes(size, "MiB"))));
    got.putAll(Buffers.ofOllama(load));
    got.putAll(Buffers.ofLlamaCpp(load));
    return got;
  }

  /** What was asked for, unless llama.cpp says what it does. */
  private static void flash(String load, SortedMap<Sight, String> got) {
    Lines.word(WANTED_FLASH, load)
        .map(GoRunnerLog::onOrOff)
        .ifPresent(asked -> got.putIfAbsent(Sight.FLASH_ATTENTION, asked));
    if ("auto".equals(got.get(Sight.FLASH_ATTENTION))) {
      Lines.word(AUTO_BECAME, load)
          .ifPresent(became -> got.put(Sight.FLASH_ATTENTION, "auto: " + became));
    }
  }

  private static String means(Sight sight, String said) {
    if (sight.equals(Sight.FLASH_ATTENTION)) {
      return onOrOff(said);
    }
    return sight.equals(Sight.CACHE_TYPE) && said.isEmpty() ? "f16" : said;
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
