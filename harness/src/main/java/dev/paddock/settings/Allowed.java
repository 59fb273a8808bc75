package dev.paddock.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which values of its kind a setting takes.
 *
 * @param least the smallest number, infinite where there is none
 * @param most the largest number, infinite where there is none
 * @param words the texts, empty where any will do
 */
public record Allowed(double least, double most, List<String> words) {
  /** Every value of the kind. */
  public static final Allowed ANY =
      new Allowed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());

  public Allowed {
    words = List.copyOf(words);
  }

  /** Numbers from {@code least} on. */
  static Allowed atLeast(double least) {
    return new Allowed(least, Double.POSITIVE_INFINITY, List.of());
  }

  /** Numbers from {@code least} to {@code most}, both included. */
  static Allowed between(double least, double most) {
    return new Allowed(least, most, List.of());
  }

  /** These texts only. */
  static Allowed oneOf(String... words) {
    return oneOf(List.of(words));
  }

  /** These texts only. */
  static Allowed oneOf(List<String> words) {
    return new Allowed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, words);
  }

  /** What is allowed, in words, where {@code value} is not. */
  Optional<String> objection(Value value) {
    return switch (value) {
      case Value.Whole(long number) -> range((double) number);
      case Value.Decimal(double number) -> range(number);
      case Value.Text(String text) when !words.isEmpty() && !words.contains(text) ->
          Optional.of("one of " + String.join(", ", words));
      case Value.Text(String text) -> Optional.empty();
      case Value.Flag(boolean on) -> Optional.empty();
      case Value.Items(List<Value> values) -> Optional.empty();
      case Value.Mapping(Map<String, Value> values) -> Optional.empty();
      case Value.Unset() -> Optional.empty();
      case Value.Max() -> Optional.empty();
    };
  }

  private Optional<String> range(double number) {
    if (number >= least && number <= most) {
      return Optional.empty();
    }
    if (Double.isInfinite(most)) {
      return Optional.of("at least " + plain(least));
    }
    return Optional.of(
        Double.isInfinite(least)
            ? "at most " + plain(most)
            : "between " + plain(least) + " and " + plain(most));
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }
}
