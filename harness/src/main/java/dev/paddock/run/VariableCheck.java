package dev.paddock.run;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import dev.paddock.telemetry.ProcessVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a server's process has the variables that a cell asks for: what starts it may lose them,
 * or set others.
 *
 * @param got what it has of those that were asked for and of those that are settings, by name
 * @param reasons what is not as it was asked for, a sentence each
 */
record VariableCheck(SortedMap<String, String> got, List<String> reasons) {
  /** Places of this machine, which are no settings of a cell. */
  private static final Set<Setting> PLACES = Set.of(Known.OLLAMA_MODELS, Known.OLLAMA_ORIGINS);

  /** Nothing is known of the server's environment. */
  private static final VariableCheck UNKNOWN = new VariableCheck(new TreeMap<>(), List.of());

  VariableCheck {
    got = new TreeMap<>(got);
    reasons = List.copyOf(reasons);
  }

  /** Of the server that a process is or has started; of none where it is not known. */
  static VariableCheck of(OptionalLong pid, Configuration wanted) {
    return pid.isEmpty() ? UNKNOWN : of(pid.getAsLong(), wanted, ProcessVariables.real());
  }

  static VariableCheck of(long pid, Configuration wanted, ProcessVariables variables) {
    Map<String, Setting> asked =
        wanted.settings().stream()
            .filter(Setting::isVariable)
            .collect(Collectors.toMap(Setting::variableName, setting -> setting, (a, b) -> b));
    return variables
        .of(pid, name -> asked.containsKey(name) || tells(name))
        .map(has -> compared(has, asked, wanted))
        .orElse(UNKNOWN);
  }

  private static VariableCheck compared(
      SortedMap<String, String> has, Map<String, Setting> asked, Configuration wanted) {
    SortedMap<String, String> got = new TreeMap<>();
    has.forEach(
        (name, text) ->
            got.put(Optional.ofNullable(asked.get(name)).map(Setting::name).orElse(name), text));
    List<String> reasons = new ArrayList<>();
    new TreeMap<>(asked)
        .forEach(
            (name, setting) -> {
              Optional<String> text = Optional.ofNullable(has.get(name));
              Value value = wanted.orUnset(setting);
              if (value instanceof Value.Unset && text.isPresent()) {
                reasons.add(
                    "%s was to be unset, and the server's environment has %s"
                        .formatted(setting.name(), text.get()));
              } else if (text.filter(one -> !one.equals(value.toString())).isPresent()) {
                reasons.add(
                    "%s did not reach the server: wanted %s, its environment has %s"
                        .formatted(setting.name(), value, text.get()));
              }
            });
    return new VariableCheck(got, reasons);
  }

  /** Whether a variable that nobody asked for is a setting that says something of a cell. */
  private static boolean tells(String name) {
    return Settings.ofEnvironment(name)
        .filter(setting -> setting.owned().isEmpty() && !PLACES.contains(setting))
        .isPresent();
  }
}
