package dev.paddock.experiment;

import dev.paddock.settings.parse.ScaledNumber;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole number as people write it where only digits are read: {@code 16k}, {@code 1 GiB}, {@code
 * 4 096}, {@code 1.5M}. It is not guessed at, since k is 1000 to some and 1024 to others; but who
 * wrote it is told the digits.
 */
public final class WrittenNumber {
  /** Thousands set apart, each time by the same sign; before a unit a point is a decimal one. */
  private static final Pattern GROUPED =
      Pattern.compile(
          "\\d{1,3}([_"
              + " ,.'’\\u00a0\\u2009\\u202f])\\d{3}(?:\\1\\d{3})*(?!\\d)(?:(?<![.,]\\d{3})|$)");

  private WrittenNumber() {}

  /** What to write instead of {@code text}; empty where it means no whole number. */
  public static Optional<String> advice(String text) {
    Optional<ScaledNumber> written = ScaledNumber.of(ungrouped(text.strip()));
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigInteger> by1024 = written.get().in1024s();
    Optional<BigInteger> by1000 = written.get().in1000s();
    boolean said = written.get().power() == 0 || written.get().binary();
    if (said || by1024.isEmpty()) {
      return (said ? by1024 : by1000).map("Write %d."::formatted);
    }
    return by1000.map(
        thousands ->
            "Write %d (counted in 1024s), or %d (in 1000s).".formatted(by1024.get(), thousands));
  }

  private static String ungrouped(String text) {
    Matcher grouped = GROUPED.matcher(text);
    return grouped.lookingAt()
        ? grouped.group().replaceAll("\\D", "") + text.substring(grouped.end())
        : text;
  }
}
