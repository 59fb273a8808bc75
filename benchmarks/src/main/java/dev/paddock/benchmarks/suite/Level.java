package dev.paddock.benchmarks.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The two spellings of a variant: {@code own-again} of {@code bench.parser} in experiments and
 * pages, {@code OWN_AGAIN} of {@code parser} in JMH.
 */
public final class Level {
  private static final String PREFIX = "bench.";

  private Level() {}

  /** A constant as experiments spell it. */
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  /** What JMH spells so, as experiments spell it. */
  public static String of(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All constants as experiments spell them. */
  public static List<String> all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(constant -> of(constant)).toList();
  }

  /** A level as JMH spells it. */
  public static String constant(String level) {
    return level.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The factor that varies a JMH parameter. */
  public static String factor(String parameter) {
    return PREFIX + parameter;
  }

  /** The JMH parameter that a factor varies. */
  public static String parameter(String factor) {
    return factor.substring(PREFIX.length());
  }

  /** A parameter as a reader calls it: {@code firstLine} is {@code first line}. */
  public static String words(String parameter) {
    return parameter.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
