package dev.paddock.benchmarks.suite;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Conditions on a variant, as experiments write them. */
public final class VariantConditions {
  private VariantConditions() {}

  /** That a parameter has one of these levels. */
  public static String oneOf(String parameter, Enum<?>... levels) {
    return oneOf(
        parameter,
        Arrays.stream(levels).map(constant -> Level.of(constant)).toArray(String[]::new));
  }

  /** That a parameter has one of these levels, as experiments spell them. */
  public static String oneOf(String parameter, String... levels) {
    return Arrays.stream(levels)
        .map(level -> "%s == \"%s\"".formatted(Level.factor(parameter), level))
        .collect(Collectors.joining(" or ", "(", ")"));
  }
}
