package dev.paddock.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
   * <p>Three families are open: {@code LLAMA_ARG_*}, which Ollama hands on to llama.cpp, {@code
   * vllm.*}, the arguments of {@code vllm serve}, and {@code bench.*}, the parameters of JMH
   * suites.
   */
  public static Optional<Setting> find(String name) {
    Setting known = BY_NAME.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (name.matches("LLAMA_ARG_[A-Z0-9_]+")) {
      return Optional.of(Known.llamaArgument(name));
    }
    if (name.matches("vllm\\.[a-z][a-z0-9_]*")) {
      return Optional.of(Known.vllmArgument(name));
    }
    if (name.matches("bench\\.[A-Za-z0-9_.-]+")) {
      return Optional.of(Known.benchmarkParameter(name));
    }
    return Optional.empty();
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
    String wanted = folded(name);
    int far = Math.max(1, wanted.length() / 3);
    return names.stream()
        .filter(known -> distance(wanted, folded(known)) <= far)
        .min(
            Comparator.<String>comparingInt(known -> distance(wanted, folded(known)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
