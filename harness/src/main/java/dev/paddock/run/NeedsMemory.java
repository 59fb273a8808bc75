package dev.paddock.run;

import dev.paddock.settings.Memory;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.Map;
import java.util.TreeSet;

/** Which cells need at least the memory that another one needs. */
final class NeedsMemory {
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
    return Settings.find(name).map(Setting::ofLoad).orElse(true);
  }

  private static boolean noLess(String name, Value one, Value other) {
    return Settings.find(name).map(Setting::memory).orElse(Memory.UNKNOWN).noLess(one, other);
  }
}
