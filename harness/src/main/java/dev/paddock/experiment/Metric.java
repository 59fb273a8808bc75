package dev.paddock.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure that is estimated of each cell: a quantity and, where it is a distribution, which part
 * of it.
 */
public record Metric(Quantity quantity, Statistic statistic) {

  /** What is measured. The registry of all names, units and directions. */
  public enum Quantity {
    TTFT("ttft", "time to first token", "ms", true, true),
    TTFT_SERVICE("ttft.service", "time to first token, from sent", "ms", true, true),
    ITL("itl", "inter-token latency", "ms", true, true),
    TPOT("tpot", "time per output token", "ms", true, true),
    E2E("e2e", "end-to-end time", "ms", true, true),
    E2E_SERVICE("e2e.service", "end-to-end time, from sent", "ms", true, true),
    LAG("lag", "schedule lag", "ms", true, true),
    LOAD("load", "model load and queue", "ms", true, true),
    SLOT_WAIT("slot_wait", "wait for a slot", "ms", true, true),
    PREFILL("prefill", "prefill", "ms", true, true),
    DECODE("decode", "decode", "ms", true, true),
    REST("rest", "transport and client", "ms", true, true),
    THROUGHPUT_TOKENS("throughput.tokens", "generated tokens per second", "tokens/s", false, false),
    THROUGHPUT_REQUESTS("throughput.requests", "requests per second", "requests/s", false, false),
    GOODPUT("goodput", "requests per second that met every objective", "requests/s", false, false),
    MEMORY("memory", "memory of the server", "bytes", true, false),
    MAPPED(
        "memory.mapped",
        "memory of the server that is mapped files or shared",
        "bytes",
        true,
        false),
    VRAM("vram", "GPU memory", "bytes", true, false),
    VRAM_DRIVER("vram.driver", "GPU memory in use, by the driver", "bytes", true, false),
    ENERGY("energy", "energy per generated token", "J/token", true, false),
    TIME("time", "time per operation", "ns/op", true, true),
    ALLOCATION("alloc", "bytes allocated per operation", "bytes/op", true, false),
    STAMP_ERROR("stamp_error", "stamp of a chunk, after the server's own", "µs", true, true),
    ALONE("alone", "chunks that came alone", "%", false, false),
    CPU_PER_TOKEN("cpu", "CPU time of the client per token", "µs/token", true, false),
    CPU_PER_REQUEST("cpu.request", "CPU time of the client per request", "µs/request", true, false);

    private final String word;
    private final String words;
    private final String unit;
    private final boolean lowerIsBetter;
    private final boolean distribution;

    Quantity(String word, String words, String unit, boolean lowerIsBetter, boolean distribution) {
      this.word = word;
      this.words = words;
      this.unit = unit;
      this.lowerIsBetter = lowerIsBetter;
      this.distribution = distribution;
    }

    /** The name in files, for example {@code throughput.tokens}. */
    public String word() {
      return word;
    }

    /** The name in pages, for example "time to first token". */
    public String words() {
      return words;
    }

    /** For example {@code ms}, {@code tokens/s} or {@code bytes}. */
    public String unit() {
      return unit;
    }

    public boolean lowerIsBetter() {
      return lowerIsBetter;
    }

    /** Whether a trial gives many of them, so that a statistic must be named. */
    public boolean distribution() {
      return distribution;
    }

    /** Whether it is a part of a request's end-to-end time; named alone, its mean is meant. */
    public boolean part() {
      return switch (this) {
        case LAG, LOAD, SLOT_WAIT, PREFILL, DECODE, REST -> true;
        case TTFT,
            TTFT_SERVICE,
            ITL,
            TPOT,
            E2E,
            E2E_SERVICE,
            THROUGHPUT_TOKENS,
            THROUGHPUT_REQUESTS,
            GOODPUT,
            MEMORY,
            MAPPED,
            VRAM,
            VRAM_DRIVER,
            ENERGY,
            TIME,
            ALLOCATION,
            STAMP_ERROR,
            ALONE,
            CPU_PER_TOKEN,
            CPU_PER_REQUEST ->
            false;
      };
    }

    private boolean admits(Statistic statistic) {
      return statistic == Statistic.WHOLE ? !distribution || part() : distribution;
    }
  }

  /**
   * Which figure of a trial's distribution; {@link #WHOLE} of quantities that have one a trial, and
   * for the mean of a {@linkplain Quantity#part() part}.
   */
  public enum Statistic {
    P50("p50", 0.50),
    P90("p90", 0.90),
    P95("p95", 0.95),
    P99("p99", 0.99),
    MEAN("mean", Double.NaN),
    WHOLE("", Double.NaN);

    private final String word;
    private final double quantile;

    Statistic(String word, double quantile) {
      this.word = word;
      this.quantile = quantile;
    }

    /** The name in files, for example {@code p95}; empty for {@link #WHOLE}. */
    public String word() {
      return word;
    }

    /** The quantile in (0, 1), NaN for the mean and the whole. */
    public double quantile() {
      return quantile;
    }
  }

  /** Every metric there is, by quantity. */
  public static List<Metric> all() {
    return Arrays.stream(Quantity.values())
        .flatMap(
            quantity ->
                Stream.of(Statistic.values())
                    .filter(quantity::admits)
                    .map(part -> new Metric(quantity, part)))
        .toList();
  }

  /** The metric of this name, for example {@code ttft.p95} or {@code vram}; empty for any other. */
  public static Optional<Metric> named(String name) {
    for (Quantity quantity : Quantity.values()) {
      for (Statistic statistic : Statistic.values()) {
        Metric metric = new Metric(quantity, statistic);
        if (quantity.admits(statistic) && metric.name().equals(name)) {
          return Optional.of(metric);
        }
      }
    }
    return Optional.empty();
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
}
