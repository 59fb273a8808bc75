package dev.paddock.readback;

import dev.paddock.settings.Known;
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
  static final Sight CONTEXT = of(Known.NUM_CTX);
  static final Sight BATCH = of(Known.NUM_BATCH);
  static final Sight LAYERS = of(Known.NUM_GPU);
  static final Sight MAIN_GPU = of(Known.MAIN_GPU);
  static final Sight THREADS = of(Known.NUM_THREAD);
  static final Sight MMAP = of(Known.USE_MMAP);
  static final Sight SHIFT = of(Known.SHIFT);
  static final Sight DRAFT = of(Known.DRAFT_NUM_PREDICT);
  static final Sight KEEP_ALIVE = of(Known.KEEP_ALIVE);
  static final Sight TEMPERATURE = of(Known.TEMPERATURE);
  static final Sight SLOTS = of(Known.OLLAMA_NUM_PARALLEL);
  static final Sight FLASH_ATTENTION = of(Known.OLLAMA_FLASH_ATTENTION);
  static final Sight CACHE_TYPE = of(Known.OLLAMA_KV_CACHE_TYPE);
  static final Sight CONTEXT_OTHERWISE = of(Known.OLLAMA_CONTEXT_LENGTH);
  static final Sight LOGGING = of(Known.OLLAMA_DEBUG);
  static final Sight ADDRESS = of(Known.OLLAMA_HOST);
  static final Sight STORE = of(Known.OLLAMA_MODELS);
  static final Sight ORIGINS = of(Known.OLLAMA_ORIGINS);
  static final Sight CACHE_RAM = of(Known.LLAMA_ARG_CACHE_RAM);
  static final Sight LLAMA_THREADS = of(Known.LLAMA_ARG_THREADS);
  static final Sight LLAMA_BATCH = of(Known.LLAMA_ARG_BATCH);
  static final Sight LLAMA_MICRO_BATCH = of(Known.LLAMA_ARG_UBATCH);
  static final Sight LLAMA_CACHE_TYPE = of(Known.LLAMA_ARG_CACHE_TYPE_K);
  static final Sight LLAMA_SLOTS = of(Known.LLAMA_ARG_N_PARALLEL);
  static final Sight LLAMA_CONTEXT = of(Known.LLAMA_ARG_CTX_SIZE);
  static final Sight VLLM_CONTEXT = of(Known.VLLM_MAX_MODEL_LEN);
  static final Sight VLLM_CACHE_SPACE = of(Known.VLLM_CPU_KVCACHE_SPACE);
  static final Sight PROXY = of(Known.PROXY);
  static final Sight PROXY_ENGINE = of(Known.PROXY_ENGINE);
  static final Sight PROXY_PROFILE = of(Known.PROXY_PROFILE);
  static final Sight PROXY_BALANCER = of(Known.PROXY_LOAD_BALANCER);

  static final Sight MICRO_BATCH = beside("ubatch");
  static final Sight TRAINED_CONTEXT = beside("trained_context");
  static final Sight SIZE = beside("size");
  static final Sight VRAM = beside("vram");
  static final Sight CACHE_SIZE = beside("kv.size");
  static final Sight CACHE_TOKENS = beside("kv.tokens");
  static final Sight GPUS = beside("gpus");
  static final Sight FLAGS = beside("flags");
  static final Sight LOADS = beside("loads");
  static final Sight OTHER_MODELS = beside("beside");
  static final Sight DOUBT = beside("log");
  static final Sight PROXY_VERSION = beside("proxy.version");
  static final Sight PROXY_BACKENDS = beside("proxy.backends");

  static Sight of(Setting setting) {
    return new Sight(setting.name(), Optional.of(setting));
  }

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
