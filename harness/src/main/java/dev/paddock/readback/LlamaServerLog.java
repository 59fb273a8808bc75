package dev.paddock.readback;

import dev.paddock.readback.trouble.Telltale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What llama-server says of a load, as Ollama 0.30 to 0.33 passes its lines on. */
final class LlamaServerLog {
  /** One fact a line; of several such lines the last one counts. A new fact is one constant. */
  private enum Line {
    CONTEXT(Sight.CONTEXT, "llama_context: n_ctx_seq += (\\d+)"),
    TRAINED(Sight.TRAINED_CONTEXT, "print_info: n_ctx_train += (\\d+)"),
    SLOTS(Sight.SLOTS, "n_slots = (\\d+)"),
    BATCH(Sight.BATCH, "llama_context: n_batch += (\\d+)"),
    MICRO_BATCH(Sight.MICRO_BATCH, "llama_context: n_ubatch += (\\d+)"),
    FLASH(Sight.FLASH_ATTENTION, "llama_context: flash_attn += (\\w+)"),
    LAYERS(Sight.LAYERS, "offloaded (\\d+/\\d+) layers to GPU"),
    THREADS(Sight.THREADS, "threadpool init, n_threads = (\\d+)"),
    MAIN_GPU(Sight.MAIN_GPU, "msg=\"starting llama-server\".* --main-gpu (\\d+)"),
    DRAFT(Sight.DRAFT, "msg=\"starting llama-server\".* --spec-draft-n-max (\\d+)"),
    CACHE_RAM(Sight.CACHE_RAM, "prompt cache is enabled, size limit: (\\d+) MiB");

    @SuppressWarnings("ImmutableEnumChecker") // a record of what is immutable
    private final Sight sight;

    private final Pattern pattern;

    Line(Sight sight, String pattern) {
      this.sight = sight;
      this.pattern = Pattern.compile(pattern);
    }
  }

  private static final Pattern AUTO_BECAME =
      Pattern.compile("Flash Attention (?:was auto, set to )?(enabled|disabled)");
  private static final Pattern LAYERS_OF_MODEL = Pattern.compile("print_info: n_layer += (\\d+)");
  private static final Pattern CACHE =
      Pattern.compile(
          "llama_kv_cache\\w*: size += +(\\d+(?:\\.\\d+)?) MiB .* K \\((\\w+)\\).* V \\((\\w+)\\)");
  private static final Pattern CONTEXTS = Pattern.compile("constructing llama_context");
  private static final Pattern LOAD_MODE = Pattern.compile("\\(load_mode = (\\w+)\\)");
  private static final Pattern MMAP = Pattern.compile("\\(mmap = (true|false)");
  private static final Pattern NO_CACHE_RAM = Pattern.compile("prompt cache is disabled");
  private static final Pattern COMMAND =
      Pattern.compile("msg=\"starting llama-server\" cmd=\"(.*)\"");

  /** Arguments that say something of this machine, or nothing of what is measured. */
  private static final Pattern PRIVATE =
      Pattern.compile(" --(model|port|host|mmproj|lora|spec-draft-model|log-verbosity) \\S+");

  private LlamaServerLog() {}

  /**
   * What it says of each setting, and beside them.
   *
   * @param load the lines since a load began
   */
  static SortedMap<Sight, String> read(String load) {
    SortedMap<Sight, String> got = new TreeMap<>();
    for (Line line : Line.values()) {
      Lines.word(line.pattern, load).ifPresent(value -> got.put(line.sight, value));
    }
    if ("auto".equals(got.get(Sight.FLASH_ATTENTION))) {
      Lines.word(AUTO_BECAME, load)
          .ifPresent(became -> got.put(Sight.FLASH_ATTENTION, "auto: " + became));
    }
    if (!got.containsKey(Sight.LAYERS)) {
      // Where nothing is offloaded there is no line that says so.
      Lines.word(LAYERS_OF_MODEL, load)
          .ifPresent(layers -> got.put(Sight.LAYERS, "0/" + (Long.parseLong(layers) + 1)));
    }
    Lines.word(LOAD_MODE, load)
        .map(mode -> mode.equals("mmap") ? "true" : mode.equals("none") ? "false" : mode)
        .or(() -> Lines.word(MMAP, load))
        .ifPresent(mapped -> got.put(Sight.MMAP, mapped));
    if (NO_CACHE_RAM.matcher(load).find()) {
      got.put(Sight.CACHE_RAM, "0");
    }
    cache(load, got);
    command(load, got);
    got.putAll(Buffers.ofLlamaCpp(load));
    Telltale.OVERWRITTEN
        .in(load)
        .forEach(told -> got.put(Sight.of(told.named()), ReadBack.OVERWRITTEN + told.more()));
    return got;
  }

  /** Some models have several caches; their sizes add up. */
  private static void cache(String load, SortedMap<Sight, String> got) {
    String context = Lines.fromLast(CONTEXTS, load);
    Optional<MatchResult> last = Lines.last(CACHE, context);
    last.ifPresent(
        line -> {
          String keys = line.group(2);
          String values = line.group(3);
          got.put(Sight.CACHE_TYPE, keys.equals(values) ? keys : "K " + keys + ", V " + values);
          long bytes =
              CACHE
                  .matcher(context)
                  .results()
                  .mapToLong(each -> Buffers.bytes(each.group(1), "MiB"))
                  .sum();
          got.put(Sight.CACHE_SIZE, Long.toString(bytes));
        });
  }

  private static void command(String load, SortedMap<Sight, String> got) {
    Lines.word(COMMAND, load)
        .ifPresent(
            command -> {
              int first = command.indexOf(" -");
              String flags = first < 0 ? "" : command.substring(first);
              got.put(Sight.FLAGS, PRIVATE.matcher(flags).replaceAll("").strip());
              got.put(Sight.SHIFT, Boolean.toString(flags.contains(" --context-shift")));
            });
  }
}
