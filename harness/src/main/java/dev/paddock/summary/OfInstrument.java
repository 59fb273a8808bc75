package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.paddock.record.Calibration.WarmUp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the instrument says of itself: how late it was and what held it up, over the valid trials of
 * a run.
 *
 * @param why the client stamped, where it did, in a few words
 * @param mixedTrials in which both did
 * @param cells the same by cell
 * @param warmUp of the client before the first trial; empty in older runs
 * @param calibration what was known of its error on this machine; empty where nobody had measured
 *     it
 */
public record OfInstrument(
    StampedBy stampedBy,
    List<String> why,
    int mixedTrials,
    Held run,
    Map<String, Held> cells,
    Optional<WarmUp> warmUp,
    Optional<Calibrated> calibration) {
  public OfInstrument {
    why = List.copyOf(why);
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** The same with what a calibration says. */
  public OfInstrument with(Optional<Calibrated> known) {
    return new OfInstrument(stampedBy, why, mixedTrials, run, cells, warmUp, known);
  }

  /**
   * What is known of some trials; runs of an older Paddock leave out what they did not keep.
   *
   * @param clientDelay seen − arrival
   * @param shared share of chunks that were not alone in their read, so that their arrival is an
   *     upper bound, 0 to 1
   * @param lag sent − intended
   * @param longestPause of the client's garbage collector in any trial, in ms
   * @param clientCpu the largest share of the cores that the client may use in any trial, 0 to 1
   * @param otherCpu the largest share of the machine's cores that others used in any trial
   * @param machine what else it did
   */
  public record Held(
      int trials,
      Optional<Late> clientDelay,
      OptionalDouble shared,
      Optional<Late> lag,
      OptionalDouble longestPause,
      OptionalDouble clientCpu,
      OptionalDouble otherCpu,
      Optional<OfMachine> machine) {}

  /** Who stamped the arrivals. */
  public enum StampedBy {
    KERNEL,
    CLIENT,
    /** Both, in different trials. */
    MIXED,
    /** Nothing came. */
    NOBODY;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What was timed. */
  public enum Timed {
    /** By the kernel's stamps. */
    CHUNKS,
    /** The lines of a probe stream beside the load; the figures are of the worst trial. */
    PROBE,
    REQUESTS;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How late something was, in ms.
   *
   * @param n how many
   */
  public record Late(Timed of, long n, double p50, double p99, double max) {}
}
