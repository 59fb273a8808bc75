package dev.paddock.run;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import java.util.stream.Stream;

/** Which cells need at least the memory that another one needs. */
final class NeedsMemory {
  private NeedsMemory() {}

  /**
   * Whether a cell's server needs no less than another's; where it cannot be known, it is not said.
   * What a request asks for, or how many clients ask, does not count: the model is loaded before.
   *
   * @param all settings of the one
   * @param than those of the other
   */
  static boolean noLess(Configuration all, Configuration than) {
    return Stream.concat(all.settings().stream(), than.settings().stream())
        .filter(Setting::ofLoad)
        .allMatch(setting -> setting.memory().noLess(all.orUnset(setting), than.orUnset(setting)));
  }
}
