package dev.paddock.readback;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What Paddock's own engines say of a load, in one line: {@code loaded: slots=2 batch=256 …}. */
final class EngineLog {
  /** One fact each; of several such lines the last one counts. */
  private enum Word {
    CONTEXT(Sight.CONTEXT, "context_per_slot=(\\d+)"),
    SLOTS(Sight.SLOTS, "slots=(\\d+)"),
    BATCH(Sight.BATCH, "batch=(\\d+)"),
    MICRO_BATCH(Sight.MICRO_BATCH, "ubatch=(\\d+)"),
    FLASH(Sight.FLASH_ATTENTION, "flash_attention=(on|off)"),
    KV(Sight.CACHE_TYPE, "cache_k=(\\w+)"),
    THREADS(Sight.THREADS, "threads=(\\d+)"),
    LAYERS(Sight.LAYERS, "layers_offloaded=(\\d+/\\d+)");

    @SuppressWarnings("ImmutableEnumChecker") // a record of what is immutable
    private final Sight sight;

    private final Pattern pattern;

    Word(Sight sight, String pattern) {
      this.sight = sight;
      this.pattern = Pattern.compile("loaded: .*\\b" + pattern);
    }
  }

  private EngineLog() {}

  /** What it says of each setting, and beside them. */
  static SortedMap<Sight, String> read(String log) {
    SortedMap<Sight, String> got = new TreeMap<>();
    for (Word word : Word.values()) {
      Lines.word(word.pattern, log).ifPresent(value -> got.put(word.sight, value));
    }
    got.computeIfPresent(
        Sight.FLASH_ATTENTION, (name, said) -> said.equals("on") ? "enabled" : "disabled");
    return got;
  }
}
