package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a cell.
 *
 * @param id as in the plan
 * @param name its factor levels, short
 * @param moved valid trials in which the time to the first token rose or fell from the first
 *     request to the last, more than chance explains at 1 %: their warm-up was too short, or the
 *     machine changed; 0 in older files
 * @param metrics by name
 * @param anatomy mean milliseconds of each part of a request, by name; empty without server times
 * @param memoryIs what the figure of memory is of
 */
public record OfCell(
    String id,
    String name,
    Map<String, Object> levels,
    int trials,
    int invalid,
    int moved,
    Map<String, Estimate> metrics,
    Map<String, Double> anatomy,
    String memoryIs,
    List<Setting> settings,
    Requests requests) {

  /** The estimate of this name, if the cell has it. */
  public Optional<Estimate> metric(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  /** Where the planned requests of a cell's ended trials went. */
  public record Requests(
      int planned, int ok, int error, int timeout, int unfinished, int neverSent, int empty) {}

  /** A setting as it was wanted and as the server was seen to run with it. */
  public record Setting(String name, String wanted, String got) {}

  /**
   * An estimate of one figure.
   *
   * @param bounds its 95 % interval
   * @param spread sample standard deviation of the trials' figures: of their natural logarithms
   *     where the estimate is {@linkplain #geometric geometric}, else in the unit; empty for one
   *     trial, for a descriptive figure and in older files
   * @param trials valid ones that have the figure, at least 1
   * @param n values in them, for example gaps between chunks
   */
  public record Estimate(
      double value,
      String unit,
      @JsonUnwrapped Bounds bounds,
      OptionalDouble spread,
      int trials,
      long requests,
      long n,
      String estimator) {

    /** Whether it is a mean of logarithms, taken back. */
    public boolean geometric() {
      return estimator.startsWith("geometric");
    }
  }
}
