package dev.paddock.readback;

import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that a server shows of itself: what became of a setting, or a fact that nobody sets.
 *
 * @param name by which the journal keeps it; a setting's own name
 * @param setting empty of a fact that nobody sets
 */
public record Sight(String name, Optional<Setting> setting) implements Comparable<Sight> {
  static final Sight CONTEXT = of("num_ctx");
  static final Sight BATCH = of("num_batch");
  static final Sight LAYERS = of("num_gpu");
  static final Sight MAIN_GPU = of("main_gpu");
  static final Sight THREADS = of("num_thread");
  static final Sight MMAP = of("use_mmap");
  static final Sight SHIFT = of("shift");
  static final Sight DRAFT = of("draft_num_predict");
  static final Sight KEEP_ALIVE = of("keep_alive");
  static final Sight TEMPERATURE = of("temperature");
  static final Sight SLOTS = of("OLLAMA_NUM_PARALLEL");
  static final Sight FLASH_ATTENTION = of(ReadBack.FLASH_ATTENTION);
  static final Sight CACHE_TYPE = of(ReadBack.KV_CACHE_TYPE);
  static final Sight CONTEXT_OTHERWISE = of("OLLAMA_CONTEXT_LENGTH");
  static final Sight LOGGING = of("OLLAMA_DEBUG");
  static final Sight ADDRESS = of("OLLAMA_HOST");
  static final Sight STORE = of("OLLAMA_MODELS");
  static final Sight ORIGINS = of("OLLAMA_ORIGINS");
  static final Sight CACHE_RAM = of("LLAMA_ARG_CACHE_RAM");
  static final Sight LLAMA_THREADS = of("LLAMA_ARG_THREADS");
  static final Sight LLAMA_BATCH = of("LLAMA_ARG_BATCH");
  static final Sight LLAMA_MICRO_BATCH = of("LLAMA_ARG_UBATCH");
  static final Sight LLAMA_CACHE_TYPE = of("LLAMA_ARG_CACHE_TYPE_K");
  static final Sight LLAMA_SLOTS = of("LLAMA_ARG_N_PARALLEL");
  static final Sight LLAMA_CONTEXT = of("LLAMA_ARG_CTX_SIZE");
  static final Sight PROXY = of("proxy");
  static final Sight PROXY_ENGINE = of("proxy.engine");
  static final Sight PROXY_PROFILE = of("proxy.profile");
  static final Sight PROXY_BALANCER = of("proxy.load_balancer");

  static final Sight MICRO_BATCH = beside("ubatch");
  static final Sight TRAINED_CONTEXT = beside("trained_context");
  static final Sight SIZE = beside("size");
  static final Sight VRAM = beside("vram");
  static final Sight CACHE_SIZE = beside("kv.size");
  static final Sight GPUS = beside("gpus");
  static final Sight FLAGS = beside("flags");
  static final Sight LOADS = beside("loads");
  static final Sight OTHER_MODELS = beside("beside");
  static final Sight DOUBT = beside("log");
  static final Sight PROXY_VERSION = beside("proxy.version");
  static final Sight PROXY_BACKENDS = beside("proxy.backends");

  /** The setting of this name, or a fact where there is none. */
  static Sight of(String name) {
    return new Sight(name, Settings.find(name));
  }

  /** A fact that nobody sets. */
  static Sight beside(String name) {
    return new Sight(name, Optional.empty());
  }

  /** As the journal keeps it: by name. */
  static SortedMap<String, String> texts(Map<Sight, String> seen) {
    SortedMap<String, String> texts = new TreeMap<>();
    seen.forEach((sight, text) -> texts.put(sight.name, text));
    return texts;
  }

  @Override
  public int compareTo(Sight other) {
    return Comparator.comparing(Sight::name).compare(this, other);
  }
}
