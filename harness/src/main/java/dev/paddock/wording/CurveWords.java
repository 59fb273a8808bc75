package dev.paddock.wording;

import dev.paddock.findings.Cited;
import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.settings.Known;
import dev.paddock.summary.OfCurve;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many users a configuration serves, in words. */
public final class CurveWords {
  private static final int MOST_DECIMALS = 4;

  /** Configurations that a first sentence names. */
  private static final int MOST = 3;

  private CurveWords() {}

  /**
   * All of them, for example "With 4 slots it serves 7 clients (6 to 8), with 1 slot 1 client (1 to
   * 2), at a TTFT p95 of at most 2,000 ms".
   *
   * @param curves that have a capacity
   */
  static Phrase serves(List<Cited<OfCurve>> curves) {
    OfCurve.Capacity first = curves.getFirst().record().capacity().orElseThrow();
    List<Phrase> all = new ArrayList<>();
    for (Cited<OfCurve> curve : some(curves)) {
      all.add(serves(curve, all.isEmpty() ? "it serves " : ""));
    }
    int more = curves.size() - all.size();
    return Phrase.joined(", ", all)
        .and(", at a " + limit(first))
        .and(more == 0 ? "" : "; %d more below".formatted(more))
        .capital();
  }

  /** The first, which most often is what there is, and those that bear most, in their order. */
  private static List<Cited<OfCurve>> some(List<Cited<OfCurve>> curves) {
    Set<Cited<OfCurve>> most =
        curves.stream()
            .skip(1)
            .sorted(Comparator.comparingDouble((Cited<OfCurve> one) -> -bears(one.record())))
            .limit(MOST - 1L)
            .collect(Collectors.toSet());
    return curves.stream()
        .filter(one -> one.equals(curves.getFirst()) || most.contains(one))
        .toList();
  }

  private static double bears(OfCurve curve) {
    OfCurve.Capacity one = curve.capacity().orElseThrow();
    return switch (one.reach()) {
      case BELOW -> 0;
      case WITHIN -> one.value().orElseThrow();
      case ABOVE -> Double.MAX_VALUE;
    };
  }

  /** What a configuration is, for example "4 slots". */
  public static String configuration(OfCurve curve) {
    return curve.levels().isEmpty()
        ? "as it is"
        : curve.levels().entrySet().stream()
            .map(level -> Spoken.level(level.getKey(), String.valueOf(level.getValue())))
            .collect(Collectors.joining(", "));
  }

  /** What it is borne at, for example "TTFT p95 of at most 2,000 ms". */
  public static String limit(OfCurve.Capacity capacity) {
    String unit = Metric.named(capacity.metric()).map(Metric::unit).orElse("");
    return "%s of at most %s"
        .formatted(Metric.brief(capacity.metric()), Numerals.figure(capacity.limit(), unit));
  }

  private static Phrase serves(Cited<OfCurve> curve, String verb) {
    String who = Spoken.levels(curve.record().levels());
    return Phrase.of((who.isEmpty() ? "" : "with %s ".formatted(who)) + verb)
        .and(Phrase.figure(capacity(curve.record()), curve.at() + "/capacity"))
        .and(beside(curve));
  }

  private static Phrase beside(Cited<OfCurve> curve) {
    Optional<OfCurve.Beside> beside = curve.record().beside();
    return beside.isEmpty()
        ? Phrase.NOTHING
        : Phrase.of(", ").and(Phrase.figure(times(beside.get()), curve.at() + "/beside"));
  }

  /** For example "1.9 times as many (1.5 to 2.4)"; an end that is not 1 is never written as 1. */
  public static String times(OfCurve.Beside beside) {
    int decimals = 1;
    while (decimals < MOST_DECIMALS
        && (isOne(beside.lo(), decimals) || isOne(beside.hi(), decimals))) {
      decimals++;
    }
    String low = rounded(beside.lo(), decimals);
    String high = rounded(beside.hi(), decimals);
    return beside.apart()
        ? "%s times as many (%s to %s)".formatted(rounded(beside.ratio(), decimals), low, high)
        : "not shown to be more or fewer (%s to %s times)".formatted(low, high);
  }

  private static boolean isOne(double ratio, int decimals) {
    return BigDecimal.valueOf(ratio)
            .setScale(decimals, RoundingMode.HALF_EVEN)
            .compareTo(BigDecimal.ONE)
        == 0;
  }

  private static String rounded(double ratio, int decimals) {
    return BigDecimal.valueOf(ratio).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** For example "7 clients (6 to 8)", "fewer than 1 client" or "8 clients or more". */
  public static String capacity(OfCurve curve) {
    OfCurve.Capacity one = curve.capacity().orElseThrow();
    boolean clients = curve.load().equals(Known.LOAD_CLIENTS.name());
    return switch (one.reach()) {
      case BELOW ->
          (clients ? "fewer than " : "less than ") + counted(one.least(), clients) + range(one);
      case ABOVE -> counted(one.most(), clients) + " or more" + range(one);
      case WITHIN -> counted(one.value().orElseThrow(), clients) + range(one);
    };
  }

  /** The interval, unless its ends say no more than the words before it. */
  private static String range(OfCurve.Capacity one) {
    boolean said =
        switch (one.reach()) {
          case BELOW -> one.lo().isEmpty() && one.hi().orElse(one.most()) <= one.least();
          case ABOVE -> one.hi().isEmpty() && one.lo().orElse(one.least()) >= one.most();
          case WITHIN -> one.lo().isPresent() && one.lo().equals(one.hi());
        };
    return said
        ? ""
        : " (%s to %s)"
            .formatted(
                one.lo().isPresent()
                    ? number(one.lo().getAsDouble())
                    : "below " + number(one.least()),
                one.hi().isPresent()
                    ? number(one.hi().getAsDouble())
                    : "above " + number(one.most()));
  }

  private static String counted(double load, boolean clients) {
    return clients
        ? number(load) + (load == 1 ? " client" : " clients")
        : number(load) + " requests/s";
  }

  /** A load without its unit. */
  public static String number(double load) {
    int whole = (int) Math.log10(Math.max(1, load)) + 1;
    return new BigDecimal(load)
        .round(new MathContext(Math.max(3, whole)))
        .stripTrailingZeros()
        .toPlainString();
  }
}
