package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the instrument's own error was on a machine, as {@code paddock calibrate} found it.
 *
 * @param fingerprint of the machine and this Paddock, the identity of {@link Fingerprint}
 * @param pinned which core each side had, in words
 * @param warmUp what it took to bring the client's hot path to its floor
 * @param rungs in the order in which they were run
 * @param highestRate the most tokens a second, of the rates tried, at which the p99 of the stamp
 *     error stayed under 1 ms; 0 where none did
 * @param drain a raw reader of the same streams, which stamps and keeps nothing
 * @param ratios the client's cost beside the drain's, interleaved in one run
 * @param noiseFloor by metric name: what two trials of the same thing differ by
 */
public record Calibration(
    Instant at,
    String fingerprint,
    String pinned,
    WarmUp warmUp,
    List<Rung> rungs,
    long highestRate,
    Drain drain,
    List<Ratio> ratios,
    SortedMap<String, Noise> noiseFloor) {

  public Calibration {
    rungs = List.copyOf(rungs);
    ratios = List.copyOf(ratios);
  }

  /** How tokens of several streams leave the server. */
  public enum Phase {
    /** All at the same moments, as engines emit them that compute in batches. */
    @JsonProperty("in")
    IN,
    /** Each stream in its own time. */
    @JsonProperty("out")
    OUT
  }

  /**
   * The client's hot path, made warm.
   *
   * @param delayUs the 90 % quantile of seen − arrival in the last round
   */
  public record WarmUp(double seconds, int rounds, double delayUs) {}

  /**
   * One load, and how far the client was from the truth under it.
   *
   * @param held what held the client up on purpose, or what read in its place ({@code raw drain});
   *     empty: nothing did
   * @param tokensPerSecond that the server was to send, in all streams
   * @param delivered that came
   * @param requests how many there were, and {@code chunks} in them
   * @param failed requests that did not end well
   * @param alone share of the chunks that were alone in their read
   * @param stampErrorUs arrival at the client − just before the server's write, of every chunk
   * @param stampErrorAloneUs the same of the chunks that were alone in their read
   * @param ttft quantiles of the time to the first token beside the server's own
   * @param itl the same of the gaps
   * @param ttftErrorMs client's quantile − server's quantile
   * @param itlErrorMs the same of the gaps
   * @param lagMs sent − intended
   * @param delayUs seen − arrival; all 0 where the client stamps itself
   * @param cpuUsPerToken of the whole client process
   * @param bytesPerToken that it allocated
   */
  public record Rung(
      Optional<String> held,
      int streams,
      long tokensPerSecond,
      Phase phase,
      StampClock clock,
      double delivered,
      int requests,
      long chunks,
      int failed,
      double alone,
      Spread stampErrorUs,
      Spread stampErrorAloneUs,
      Beside ttft,
      Beside itl,
      Deviation ttftErrorMs,
      Deviation itlErrorMs,
      Spread lagMs,
      Spread delayUs,
      double cpuUsPerToken,
      double bytesPerToken) {}

  /** Quantiles of a distribution. */
  public record Spread(double p50, double p90, double p99, double max) {}

  /** What the client reported, and what the server knows of itself, in milliseconds. */
  public record Beside(Spread client, Spread server) {}

  /**
   * The difference of two quantiles, signed.
   *
   * @param bias of the means
   */
  public record Deviation(double bias, double p50, double p99, double max) {}

  /** What reading costs at least: one selector thread, 64 KB reads, counting newlines. */
  public record Drain(long highestRate, double cpuUsPerToken) {}

  /**
   * The client beside the drain.
   *
   * @param what {@code highest_rate} or {@code cpu_us_per_token}
   * @param ratio median of the client's runs over median of the drain's
   * @param lo least and {@code hi} largest of the pairs' ratios
   * @param pairs of runs, one of each, interleaved
   */
  public record Ratio(
      String what,
      Phase phase,
      double client,
      double drain,
      double ratio,
      double lo,
      double hi,
      int pairs) {}

  /**
   * What trials of the same thing differ by.
   *
   * @param sd of a pair's log difference, so about a relative share
   * @param detectable the smallest relative effect that 5 blocks find in 80 % of the runs
   * @param pairs of A/A trials that it rests on
   */
  public record Noise(double sd, double detectable, int pairs) {}

  /** The rung that is most like a load: the nearest in streams that the same clock stamped. */
  public Optional<Rung> nearest(int streams, StampClock clock) {
    return rungs.stream()
        .filter(rung -> rung.clock() == clock && rung.held().isEmpty())
        .min(
            Comparator.comparingDouble(
                rung -> Math.abs(Math.log((double) rung.streams() / Math.max(1, streams)))));
  }
}
