package dev.paddock.settings.parse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with a unit behind it, as people write it where only digits are read: {@code 16k},
 * {@code 1 GiB}, {@code 1.5M}. What k stands for is not said by the number: 1024 where context
 * lengths and bytes are counted, 1000 to others.
 *
 * @param digits what stands before the unit
 * @param power of k: 0 without a unit, 1 for k, 2 for M, 3 for G, 4 for T
 * @param binary whether the unit says that it is one of 1024s, as KiB does
 */
public record ScaledNumber(BigDecimal digits, int power, boolean binary) {
  private static final List<String> UNITS = List.of("", "k", "m", "g", "t");
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\+?(?<digits>\\d{1,15}(?:\\.\\d{1,9})?(?:e\\+?\\d{1,2})?)"
              + "\\s*(?:(?<unit>[kmgt])(?<binary>i)?)?(?:b|bytes?)?(?:\\s*tokens?)?(?!\\w)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DIGITS = Pattern.compile("\\+?(\\d{1,15})");

  /** The number that the whole text is; empty where it is none. */
  public static Optional<ScaledNumber> of(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches() ? Optional.of(of(written)) : Optional.empty();
  }

  /** The number with which a text begins, such as {@code 8k # tokens}; empty where none does. */
  public static Optional<ScaledNumber> leading(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (written.lookingAt()) {
      return Optional.of(of(written));
    }
    Matcher digits = DIGITS.matcher(text);
    return digits.lookingAt()
        ? Optional.of(new ScaledNumber(new BigDecimal(digits.group(1)), 0, false))
        : Optional.empty();
  }

  private static ScaledNumber of(Matcher written) {
    String unit = Optional.ofNullable(written.group("unit")).orElse("").toLowerCase(Locale.ROOT);
    return new ScaledNumber(
        new BigDecimal(written.group("digits")),
        UNITS.indexOf(unit),
        written.group("binary") != null);
  }

  /** The whole number that it is where k is 1024; empty where it is no whole one, or too large. */
  public Optional<BigInteger> in1024s() {
    return times(1024);
  }

  /** The same where k is 1000. */
  public Optional<BigInteger> in1000s() {
    return times(1000);
  }

  private Optional<BigInteger> times(long unit) {
    BigDecimal product = digits.multiply(BigDecimal.valueOf(unit).pow(power));
    boolean whole = product.stripTrailingZeros().scale() <= 0;
    return whole && product.toBigInteger().compareTo(MOST) <= 0
        ? Optional.of(product.toBigIntegerExact())
        : Optional.empty();
  }
}
