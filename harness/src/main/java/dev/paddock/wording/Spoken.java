package dev.paddock.wording;

import dev.paddock.settings.PlainName;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings as people say them: {@code OLLAMA_NUM_PARALLEL=2} is "2 slots". The words stand with the
 * setting; one that has none is said as the file writes it, {@code name=value}.
 */
public final class Spoken {
  private Spoken() {}

  /** A setting alone, for example "flash attention". */
  public static String setting(String name) {
    return plainName(name).map(PlainName::noun).orElse(name);
  }

  /** A setting with its value, for example "flash attention on". */
  public static String level(String name, String value) {
    return plainName(name).map(known -> known.level(value)).orElse(name + "=" + value);
  }

  private static Optional<PlainName> plainName(String name) {
    return Settings.find(name).flatMap(Setting::plainName);
  }

  /** A level beside another of the same setting, for example "num_ctx 4096 instead of 2048". */
  public static String instead(String name, String value, String versus) {
    List<String> these = List.of(level(name, value).split(" "));
    List<String> those = List.of(level(name, versus).split(" "));
    int from = 0;
    int to = those.size();
    while (from < to - 1 && from < these.size() && these.get(from).equals(those.get(from))) {
      from++;
    }
    while (to > from + 1
        && these.size() == those.size()
        && these.get(to - 1).equals(those.get(to - 1))) {
      to--;
    }
    return "%s instead of %s"
        .formatted(level(name, value), String.join(" ", those.subList(from, to)));
  }

  /** Several of them, for example "num_ctx 4096 with 2 slots and flash attention on". */
  static String levels(Map<String, Object> levels) {
    List<String> all = new ArrayList<>();
    levels.forEach(
        (name, value) -> {
          // A proxy's setting is unset where there is no proxy.
          if (!(name.startsWith("proxy.") && value.equals("unset"))) {
            all.add(level(name, String.valueOf(value)));
          }
        });
    return all.size() < 2
        ? String.join("", all)
        : all.getFirst() + " with " + listed(all.subList(1, all.size()));
  }

  /** For example "a", "a and b", "a, b and c". */
  public static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
