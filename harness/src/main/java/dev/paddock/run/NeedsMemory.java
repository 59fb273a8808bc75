package dev.paddock.run;

import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which cells need at least the memory that another one needs. */
final class NeedsMemory {
  /** More of these never needs less memory: KV cache, and buffers of a step. */
  private static final List<String> GROWING =
      List.of("num_ctx", "num_batch", "OLLAMA_NUM_PARALLEL", "OLLAMA_CONTEXT_LENGTH");

  /** By bytes an element, fewest first. */
  private static final List<List<String>> KV_TYPES =
      List.of(
          List.of("q4_0", "iq4_nl"),
          List.of("q4_1"),
          List.of("q5_0"),
          List.of("q5_1"),
          List.of("q8_0"),
          List.of("f16", "bf16"),
          List.of("f32"));

  private NeedsMemory() {}

  /**
   * Whether a cell's server needs no less than another's; where it cannot be known, it is not said.
   * What a request asks for, or how many clients ask, does not count: the model is loaded before.
   *
   * @param all settings of the one, by name
   * @param than those of the other
   */
  static boolean noLess(Map<String, Value> all, Map<String, Value> than) {
    TreeSet<String> names = new TreeSet<>(all.keySet());
    names.addAll(than.keySet());
    return names.stream()
        .filter(NeedsMemory::ofTheLoad)
        .allMatch(name -> noLess(name, value(all, name), value(than, name)));
  }

  private static Value value(Map<String, Value> settings, String name) {
    return settings.getOrDefault(name, new Value.Unset());
  }

  private static boolean ofTheLoad(String name) {
    Optional<Scope> scope = Settings.find(name).map(Setting::scope);
    return scope.isEmpty()
        || scope.get() == Scope.SERVER
        || scope.get() == Scope.MODEL_LOAD
        || scope.get() == Scope.MODEL;
  }

  private static boolean noLess(String name, Value one, Value other) {
    if (one.equals(other)) {
      return true;
    }
    if (name.equals("OLLAMA_KV_CACHE_TYPE")) {
      int rank = rank(one);
      int least = rank(other);
      return rank >= 0 && least >= 0 && rank >= least;
    }
    if (name.equals("num_gpu")) {
      // Layers move from one memory to another: only between two that use the GPU more is more.
      return one instanceof Value.Whole(long more)
          && other instanceof Value.Whole(long less)
          && less > 0
          && more >= less;
    }
    return GROWING.contains(name)
        && one instanceof Value.Whole(long more)
        && other instanceof Value.Whole(long less)
        && more >= less;
  }

  private static int rank(Value type) {
    String name = type instanceof Value.Unset ? "f16" : type.toString();
    for (int i = 0; i < KV_TYPES.size(); i++) {
      if (KV_TYPES.get(i).contains(name)) {
        return i;
      }
    }
    return -1;
  }
}
