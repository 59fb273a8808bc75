package dev.paddock.readback;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What Paddock's own engines say of a load, in one line: {@code loaded: slots=2 batch=256 …}. */
final class EngineLog {
  /** One fact each; of several such lines the last one counts. */
  private enum Word {
    CONTEXT("num_ctx", "context_per_slot=(\\d+)"),
    SLOTS("OLLAMA_NUM_PARALLEL", "slots=(\\d+)"),
    BATCH("num_batch", "batch=(\\d+)"),
    MICRO_BATCH("ubatch", "ubatch=(\\d+)"),
    FLASH(ReadBack.FLASH_ATTENTION, "flash_attention=(on|off)"),
    KV(ReadBack.KV_CACHE_TYPE, "cache_k=(\\w+)"),
    THREADS("num_thread", "threads=(\\d+)"),
    LAYERS("num_gpu", "layers_offloaded=(\\d+/\\d+)");

    private final String name;
    private final Pattern pattern;

    Word(String name, String pattern) {
      this.name = name;
      this.pattern = Pattern.compile("loaded: .*\\b" + pattern);
    }
  }

  private EngineLog() {}

  /** The facts by their settings' names. */
  static SortedMap<String, String> read(String log) {
    SortedMap<String, String> got = new TreeMap<>();
    for (Word word : Word.values()) {
      Lines.word(word.pattern, log).ifPresent(value -> got.put(word.name, value));
    }
    got.computeIfPresent(
        ReadBack.FLASH_ATTENTION, (name, said) -> said.equals("on") ? "enabled" : "disabled");
    return got;
  }
}
