package dev.paddock.readback;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What llama-server says of a load, as Ollama 0.30 to 0.33 passes its lines on. */
final class LlamaServerLog {
  /** One fact a line; of several such lines the last one counts. A new fact is one constant. */
  private enum Line {
    CONTEXT("num_ctx", "llama_context: n_ctx_seq += (\\d+)"),
    TRAINED("trained_context", "print_info: n_ctx_train += (\\d+)"),
    SLOTS("OLLAMA_NUM_PARALLEL", "n_slots = (\\d+)"),
    BATCH("num_batch", "llama_context: n_batch += (\\d+)"),
    MICRO_BATCH("ubatch", "llama_context: n_ubatch += (\\d+)"),
    FLASH(ReadBack.FLASH_ATTENTION, "llama_context: flash_attn += (\\w+)"),
    LAYERS("num_gpu", "offloaded (\\d+/\\d+) layers to GPU"),
    THREADS("num_thread", "threadpool init, n_threads = (\\d+)"),
    MAIN_GPU("main_gpu", "msg=\"starting llama-server\".* --main-gpu (\\d+)"),
    DRAFT("draft_num_predict", "msg=\"starting llama-server\".* --spec-draft-n-max (\\d+)"),
    CACHE_RAM("LLAMA_ARG_CACHE_RAM", "prompt cache is enabled, size limit: (\\d+) MiB");

    private final String name;
    private final Pattern pattern;

    Line(String name, String pattern) {
      this.name = name;
      this.pattern = Pattern.compile(pattern);
    }
  }

  private static final Pattern AUTO_BECAME =
      Pattern.compile("Flash Attention (?:was auto, set to )?(enabled|disabled)");
  private static final Pattern LAYERS_OF_MODEL = Pattern.compile("print_info: n_layer += (\\d+)");
  private static final Pattern CACHE =
      Pattern.compile(
          "llama_kv_cache\\w*: size += +([0-9.]+) MiB .* K \\((\\w+)\\).* V \\((\\w+)\\)");
  private static final Pattern CONTEXTS = Pattern.compile("constructing llama_context");
  private static final Pattern LOAD_MODE = Pattern.compile("\\(load_mode = (\\w+)\\)");
  private static final Pattern MMAP = Pattern.compile("\\(mmap = (true|false)");
  private static final Pattern NO_CACHE_RAM = Pattern.compile("prompt cache is disabled");
  private static final Pattern COMMAND =
      Pattern.compile("msg=\"starting llama-server\" cmd=\"(.*)\"");
  private static final Pattern OVERWRITTEN =
      Pattern.compile(
          "(LLAMA_ARG_\\w+) environment variable is set, but will be overwritten by command line"
              + " argument (\\S+)");

  /** Arguments that say something of this machine, or nothing of what is measured. */
  private static final Pattern PRIVATE =
      Pattern.compile(" --(model|port|host|mmproj|lora|spec-draft-model|log-verbosity) \\S+");

  private LlamaServerLog() {}

  /**
   * The facts by their settings' names.
   *
   * @param load the lines since a load began
   */
  static SortedMap<String, String> read(String load) {
    SortedMap<String, String> got = new TreeMap<>();
    for (Line line : Line.values()) {
      Lines.word(line.pattern, load).ifPresent(value -> got.put(line.name, value));
    }
    if ("auto".equals(got.get(ReadBack.FLASH_ATTENTION))) {
      Lines.word(AUTO_BECAME, load)
          .ifPresent(became -> got.put(ReadBack.FLASH_ATTENTION, "auto: " + became));
    }
    if (!got.containsKey("num_gpu")) {
      // Where nothing is offloaded there is no line that says so.
      Lines.word(LAYERS_OF_MODEL, load)
          .ifPresent(layers -> got.put("num_gpu", "0/" + (Long.parseLong(layers) + 1)));
    }
    Lines.word(LOAD_MODE, load)
        .map(mode -> mode.equals("mmap") ? "true" : mode.equals("none") ? "false" : mode)
        .or(() -> Lines.word(MMAP, load))
        .ifPresent(mapped -> got.put("use_mmap", mapped));
    if (NO_CACHE_RAM.matcher(load).find()) {
      got.put("LLAMA_ARG_CACHE_RAM", "0");
    }
    cache(load, got);
    command(load, got);
    got.putAll(Buffers.ofLlamaCpp(load));
    OVERWRITTEN
        .matcher(load)
        .results()
        .forEach(line -> got.put(line.group(1), ReadBack.OVERWRITTEN + line.group(2)));
    return got;
  }

  /** Some models have several caches; their sizes add up. */
  private static void cache(String load, SortedMap<String, String> got) {
    String context = Lines.fromLast(CONTEXTS, load);
    Optional<MatchResult> last = Lines.last(CACHE, context);
    last.ifPresent(
        line -> {
          String keys = line.group(2);
          String values = line.group(3);
          got.put(
              ReadBack.KV_CACHE_TYPE, keys.equals(values) ? keys : "K " + keys + ", V " + values);
          long bytes =
              CACHE
                  .matcher(context)
                  .results()
                  .mapToLong(each -> Buffers.bytes(each.group(1), "MiB"))
                  .sum();
          got.put("kv.size", Long.toString(bytes));
        });
  }

  private static void command(String load, SortedMap<String, String> got) {
    Lines.word(COMMAND, load)
        .ifPresent(
            command -> {
              int first = command.indexOf(" -");
              String flags = first < 0 ? "" : command.substring(first);
              got.put("flags", PRIVATE.matcher(flags).replaceAll("").strip());
              got.put("shift", Boolean.toString(flags.contains(" --context-shift")));
            });
  }
}
