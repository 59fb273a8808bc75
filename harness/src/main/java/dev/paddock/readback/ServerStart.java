package dev.paddock.readback;

import dev.paddock.readback.trouble.PlainLog;
import dev.paddock.settings.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What Ollama says when it starts: the variables that it runs with, and the GPUs that it found.
 *
 * @param variables of those that nothing else tells of, defaults included
 * @param seesGpu whether any; empty where it does not say
 */
public record ServerStart(SortedMap<Sight, String> variables, Optional<Boolean> seesGpu) {
  private static final Pattern BEGIN = Pattern.compile("server config\"? env=");
  private static final Pattern CONFIG = Pattern.compile("server config\"? env=\"map\\[(.*)\\]\"");
  private static final Pattern BETWEEN = Pattern.compile(" (?=[A-Za-z_]+:)");
  private static final Pattern COMPUTE =
      Pattern.compile("msg=\"inference compute\" .*?\\blibrary=(\\w+)");

  /**
   * The load says better what became of these (the line shows false where the first is unset); the
   * last is told in other words than it is set.
   */
  private static final Set<Sight> SEEN_IN_EFFECT =
      Set.of(Sight.FLASH_ATTENTION, Sight.CACHE_TYPE, Sight.SLOTS, Sight.LOGGING);

  /** Places of this machine. */
  private static final Set<Sight> PRIVATE = Set.of(Sight.ADDRESS, Sight.STORE, Sight.ORIGINS);

  /** Marks the line with which a start begins. */
  public static final String MARK = "server config";

  /** A server of which nothing is known. */
  public static final ServerStart UNKNOWN = new ServerStart(new TreeMap<>(), Optional.empty());

  /**
   * Reads the last start in a log.
   *
   * @param log in which it may be missing
   */
  public static ServerStart of(String log) {
    String start = Lines.fromLast(BEGIN, PlainLog.of(log));
    SortedMap<Sight, String> variables = new TreeMap<>();
    Lines.word(CONFIG, start).ifPresent(map -> read(map, variables));
    long found = COMPUTE.matcher(start).results().count();
    boolean gpu =
        COMPUTE.matcher(start).results().anyMatch(line -> !line.group(1).equalsIgnoreCase("cpu"));
    return new ServerStart(variables, found == 0 ? Optional.empty() : Optional.of(gpu));
  }

  private static void read(String map, SortedMap<Sight, String> variables) {
    for (String each : BETWEEN.split(map, -1)) {
      int colon = each.indexOf(':');
      String name = each.substring(0, Math.max(0, colon));
      String value = each.substring(colon + 1);
      Sight variable = Sight.of(name);
      if (!value.isEmpty() && tells(variable)) {
        variables.put(variable, value);
      }
    }
  }

  private static boolean tells(Sight variable) {
    return !SEEN_IN_EFFECT.contains(variable)
        && !PRIVATE.contains(variable)
        && variable.setting().filter(one -> one.scope() == Scope.SERVER).isPresent();
  }
}
