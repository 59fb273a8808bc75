package dev.paddock.record;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A figure that is estimated of each cell: a quantity and, where it is a distribution, which part
 * of it.
 */
public record Metric(Quantity quantity, Statistic statistic) {
  /** What is bought with latency. */
  public static final Metric THROUGHPUT = new Metric(Quantity.THROUGHPUT_TOKENS, Statistic.WHOLE);

  private static final List<Metric> ALL =
      Arrays.stream(Quantity.values())
          .flatMap(
              quantity ->
                  Stream.of(Statistic.values())
                      .filter(quantity::admits)
                      .map(part -> new Metric(quantity, part)))
          .toList();

  private static final Map<String, Metric> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Metric::name, Function.identity()));

  /**
   * Which figure of a trial's distribution; {@link #WHOLE} of quantities that have one a trial, and
   * for the mean of a {@linkplain Quantity#part() part}.
   */
  public enum Statistic {
    P50("p50", 0.50, 6),
    P90("p90", 0.90, 36),
    P95("p95", 0.95, 72),
    P99("p99", 0.99, 368),
    MEAN("mean", Double.NaN, 0),
    WHOLE("", Double.NaN, 0);

    private final String word;
    private final double quantile;
    private final int least;

    Statistic(String word, double quantile, int least) {
      this.word = word;
      this.quantile = quantile;
      this.least = least;
    }

    /** The name in files, for example {@code p95}; empty for {@link #WHOLE}. */
    public String word() {
      return word;
    }

    /** Requests of which ranks bracket it with 95 %; with fewer it only describes a trial. */
    public int least() {
      return least;
    }

    /** The quantile in (0, 1), NaN for the mean and the whole. */
    public double quantile() {
      return quantile;
    }
  }

  /** Every metric there is, by quantity. */
  public static List<Metric> all() {
    return ALL;
  }

  /** The metrics of a quantity. */
  public static List<Metric> of(Quantity quantity) {
    return ALL.stream().filter(metric -> metric.quantity == quantity).toList();
  }

  /** The parts of a request, in the order in which they happen. */
  public static List<Metric> anatomy() {
    return ALL.stream()
        .filter(metric -> metric.quantity.part() && metric.statistic == Statistic.WHOLE)
        .toList();
  }

  /** The first latency of these, else the median time to first token. */
  public static Metric latency(List<Metric> metrics) {
    return metrics.stream()
        .filter(metric -> metric.quantity().distribution() && !metric.quantity().part())
        .filter(metric -> metric.quantity() != Quantity.TIME)
        .findFirst()
        .orElse(new Metric(Quantity.TTFT, Statistic.P50));
  }

  /** The metric of this name, for example {@code ttft.p95} or {@code vram}; empty for any other. */
  public static Optional<Metric> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The name in files, for example {@code ttft.p95} or {@code vram}. */
  public String name() {
    return statistic == Statistic.WHOLE
        ? quantity.word()
        : quantity.word() + "." + statistic.word();
  }

  /** For example {@code ms}, {@code tokens/s} or {@code bytes}. */
  public String unit() {
    return quantity.unit();
  }

  /**
   * A metric in words with its name in files, for example "median time to first token (ttft.p50)".
   */
  public static String inWords(String name) {
    String words = plain(name);
    return words.equals(name) ? name : "%s (%s)".formatted(words, name);
  }

  /** A metric in words alone, for example "median time to first token". */
  public static String plain(String name) {
    return named(name)
        .map(
            metric ->
                switch (metric.statistic()) {
                      case P50 -> "median ";
                      case P90, P95, P99 -> metric.statistic().word() + " of ";
                      case MEAN -> "mean ";
                      case WHOLE -> metric.quantity().part() ? "mean " : "";
                    }
                    + metric.quantity().words())
        .orElse(name);
  }

  /** A metric in a few letters, for example "TTFT p95" or "throughput". */
  public static String brief(String name) {
    return named(name)
        .map(
            metric -> {
              String quantity = metric.quantity().brief();
              return switch (metric.statistic()) {
                case WHOLE -> quantity;
                case MEAN -> "mean " + quantity;
                case P50, P90, P95, P99 -> quantity + " " + metric.statistic().word();
              };
            })
        .orElse(name);
  }
}
