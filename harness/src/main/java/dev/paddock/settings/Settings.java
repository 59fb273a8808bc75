package dev.paddock.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registry of everything that can be set, by name. */
public final class Settings {
  private static final Map<String, Setting> BY_NAME =
      Known.all().stream()
          .collect(
              Collectors.toMap(
                  Setting::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private Settings() {}

  /**
   * The setting of this name.
   *
   * <p>Four families are open: {@code LLAMA_ARG_*}, which Ollama hands on to llama.cpp, {@code
   * vllm.*}, the arguments of {@code vllm serve}, {@code env.*}, any other variable of a server's
   * environment, and {@code bench.*}, the parameters of JMH suites.
   */
  public static Optional<Setting> find(String name) {
    Setting known = BY_NAME.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (name.matches("LLAMA_ARG_[A-Z0-9_]+")) {
      return Optional.of(LlamaRows.setting(name));
    }
    if (name.matches("env\\.[A-Za-z_][A-Za-z0-9_]*")) {
      return Optional.of(Known.variable(name));
    }
    if (name.matches("vllm\\.[a-z][a-z0-9_]*")) {
      return Optional.of(Known.vllmArgument(name));
    }
    if (name.matches("bench\\.[A-Za-z0-9_.-]+")) {
      return Optional.of(Known.benchmarkParameter(name));
    }
    return Optional.empty();
  }

  /** Whether a setting has a row of its own, and is not one of an open family. */
  public static boolean isKnown(String name) {
    return BY_NAME.containsKey(name);
  }

  /**
   * The setting of this name, whatever it is: one that nobody knows is a variable of the server,
   * such as the path of a library.
   */
  public static Setting named(String name) {
    return find(name).orElseGet(() -> Known.variable(name));
  }

  /** The setting that a variable of this name is, where a server is started with it. */
  public static Optional<Setting> ofEnvironment(String name) {
    return name.equals(Known.LLAMA_API_KEY.name())
        ? Optional.of(Known.LLAMA_API_KEY)
        : find(name).filter(Setting::ofServer);
  }

  /** Whether a name has a row of its own in the table. */
  public static boolean knows(String name) {
    return BY_NAME.containsKey(name)
        || name.equals(Known.LLAMA_API_KEY.name())
        || LlamaRows.documents(name);
  }

  /** Every setting that has a name of its own, by scope. */
  public static List<Setting> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The known name that {@code name} was most likely meant to be; empty where none is near. */
  public static Optional<String> nearest(String name) {
    return nearest(name, BY_NAME.keySet());
  }

  /**
   * What to do instead of setting a name that people use although no server reads it; empty for any
   * other name.
   */
  public static Optional<String> neverExisted(String name) {
    return Phantoms.advice(name);
  }

  /**
   * The setting that does what people expect of a name that no server reads: its name, or {@code
   * name=value} where the value is another too; empty where nothing does, and for any other name.
   */
  public static Optional<String> insteadOf(String name) {
    return Phantoms.instead(name);
  }

  /** The one of {@code names} that is nearest to {@code name}; empty where none is near. */
  public static Optional<String> nearest(String name, Collection<String> names) {
    return Nearest.of(name, names, 3);
  }

  /** The documented argument that was most likely meant by one that llama.cpp does not document. */
  public static Optional<String> meantArgument(String name) {
    return name.startsWith(LlamaRows.PREFIX) ? LlamaRows.meant(name) : Optional.empty();
  }

  /** Why a variable may do nothing, although it can be set; empty where it is a known one. */
  public static Optional<String> doubt(Setting setting) {
    String name = setting.name();
    if (name.startsWith(LlamaRows.PREFIX)) {
      return LlamaRows.doubt(name);
    }
    return setting.ofServer() && !BY_NAME.containsKey(name) && !name.contains("vllm.")
        ? Optional.of("Paddock cannot know whether the server reads it")
        : Optional.empty();
  }
}
