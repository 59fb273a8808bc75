package dev.paddock.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
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

  private static final Pattern SCALED =
      Pattern.compile(
          "\\+?(?<digits>\\d{1,15}(?:\\.\\d{1,9})?(?:e\\+?\\d{1,2})?)"
              + "\\s*(?:(?<unit>[kmgt])(?<binary>i)?)?(?:b|bytes?)?(?:\\s*tokens?)?",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> UNITS = List.of("", "k", "m", "g", "t");
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private WrittenNumber() {}

  /** What to write instead of {@code text}; empty where it means no whole number. */
  public static Optional<String> advice(String text) {
    Matcher written = SCALED.matcher(ungrouped(text.strip()));
    if (!written.matches()) {
      return Optional.empty();
    }
    int power =
        UNITS.indexOf(
            Optional.ofNullable(written.group("unit")).orElse("").toLowerCase(Locale.ROOT));
    BigDecimal number = new BigDecimal(written.group("digits"));
    Optional<BigInteger> by1024 = times(number, 1024, power);
    Optional<BigInteger> by1000 = times(number, 1000, power);
    boolean said = power == 0 || written.group("binary") != null;
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

  private static Optional<BigInteger> times(BigDecimal number, long unit, int power) {
    BigDecimal product = number.multiply(BigDecimal.valueOf(unit).pow(power));
    boolean whole = product.stripTrailingZeros().scale() <= 0;
    return whole && product.toBigInteger().compareTo(MOST) <= 0
        ? Optional.of(product.toBigIntegerExact())
        : Optional.empty();
  }
}
