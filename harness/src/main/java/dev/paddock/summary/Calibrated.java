package dev.paddock.summary;

import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Deviation;
import dev.paddock.record.Calibration.Noise;
import dev.paddock.record.Calibration.Rung;
import dev.paddock.record.Numerals;
import dev.paddock.record.StampClock;
import dev.paddock.stats.Student;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the machine's calibration says of a run: the instrument's error under the load that was most
 * like it, and the differences that are too small for this instrument.
 *
 * @param streams of the rung that is quoted, the nearest to the run's own
 * @param stampErrorUs p50 and p99 of arrival − the server's write
 * @param ttftErrorMs p50 and p99: how far the client's quantile was from the server's
 * @param noise standard deviation of the log difference of two trials of the same thing, by metric
 * @param smaller a sentence for each difference that was found and is within the instrument's error
 */
public record Calibrated(
    Instant at,
    String pinned,
    int streams,
    long tokensPerSecond,
    List<Double> stampErrorUs,
    List<Double> ttftErrorMs,
    List<Double> itlErrorMs,
    long highestRate,
    SortedMap<String, Double> noise,
    List<String> smaller) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Reads a calibration for a run; empty where no rung was stamped by the clock of the run.
   *
   * @param streams that the run had at once
   */
  public static Optional<Calibrated> of(
      Calibration calibration,
      int streams,
      StampClock clock,
      List<OfCell> cells,
      List<Contrast> contrasts) {
    return calibration.nearest(streams, clock).map(rung -> of(calibration, rung, cells, contrasts));
  }

  private static Calibrated of(
      Calibration calibration, Rung rung, List<OfCell> cells, List<Contrast> contrasts) {
    SortedMap<String, Double> noise = new TreeMap<>();
    calibration.noiseFloor().forEach((metric, floor) -> noise.put(metric, floor.sd()));
    return new Calibrated(
        calibration.at(),
        calibration.pinned(),
        rung.streams(),
        rung.tokensPerSecond(),
        List.of(rung.stampErrorUs().p50(), rung.stampErrorUs().p99()),
        List.of(rung.ttftErrorMs().p50(), rung.ttftErrorMs().p99()),
        List.of(rung.itlErrorMs().p50(), rung.itlErrorMs().p99()),
        calibration.highestRate(),
        noise,
        smaller(calibration, rung, cells, contrasts));
  }

  private static List<String> smaller(
      Calibration calibration, Rung rung, List<OfCell> cells, List<Contrast> contrasts) {
    List<String> smaller = new ArrayList<>();
    for (Contrast contrast : contrasts) {
      if (contrast.verdict() != Verdict.LOWER && contrast.verdict() != Verdict.HIGHER) {
        continue;
      }
      relative(calibration, contrast).ifPresent(smaller::add);
      absolute(rung, cells, contrast).ifPresent(smaller::add);
    }
    return List.copyOf(smaller);
  }

  /** Beside what A/A trials of as many blocks leave open. */
  private static Optional<String> relative(Calibration calibration, Contrast contrast) {
    Optional<Noise> noise = Optional.ofNullable(calibration.noiseFloor().get(contrast.metric()));
    OptionalDouble ratio = contrast.ratio();
    if (noise.isEmpty() || ratio.isEmpty()) {
      return Optional.empty();
    }
    double half =
        new Student(contrast.blocks(), 0, noise.get().sd())
            .interval(CONFIDENCE)
            .map(interval -> interval.high())
            .orElse(Double.MAX_VALUE);
    return Math.abs(Math.log(ratio.getAsDouble())) < half
        ? Optional.of(
            "%s of %s: a difference of %s %% is within the %s %% by which trials of the same thing differ in %d blocks"
                .formatted(
                    contrast.metric(),
                    contrast.cell(),
                    Numerals.number(100 * Math.abs(ratio.getAsDouble() - 1)),
                    Numerals.number(100 * Math.expm1(half)),
                    contrast.blocks()))
        : Optional.empty();
  }

  /** Beside the error of the client's quantile under the nearest load. */
  private static Optional<String> absolute(Rung rung, List<OfCell> cells, Contrast contrast) {
    Optional<Deviation> error =
        contrast.metric().startsWith("ttft")
            ? Optional.of(rung.ttftErrorMs())
            : contrast.metric().startsWith("itl")
                ? Optional.of(rung.itlErrorMs())
                : Optional.empty();
    Optional<Double> one = value(cells, contrast.cell(), contrast.metric());
    Optional<Double> other = value(cells, contrast.versus(), contrast.metric());
    if (error.isEmpty() || one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    double ms = Math.abs(one.get() - other.get());
    double own =
        Math.abs(contrast.metric().endsWith(".p50") ? error.get().p50() : error.get().p99());
    return ms < own
        ? Optional.of(
            "%s of %s: a difference of %s is smaller than the instrument's own error of %s"
                .formatted(
                    contrast.metric(),
                    contrast.cell(),
                    Numerals.figure(ms, "ms"),
                    Numerals.figure(own, "ms")))
        : Optional.empty();
  }

  private static Optional<Double> value(List<OfCell> cells, String id, String metric) {
    return cells.stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .flatMap(cell -> cell.metric(metric))
        .map(Estimate::value);
  }
}
