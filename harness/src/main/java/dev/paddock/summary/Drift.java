package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The control cell over the run.
 *
 * @param ratio last over first block on a straight line through the logarithms
 * @param changes where its level changed
 */
public record Drift(
    String metric,
    String unit,
    List<Moment> moments,
    OptionalDouble ratio,
    @JsonUnwrapped Bounds bounds,
    List<Change> changes,
    String estimator) {
  public Drift {
    changes = Older.orEmpty(changes);
    estimator = Older.orUnsaid(estimator);
  }

  /** One trial of the control. */
  public record Moment(int block, double hours, double value) {}

  /**
   * A change of level that no chance explains.
   *
   * @param before the first block of the new level
   * @param ratio the new level over the one before
   */
  public record Change(int before, double ratio) {}
}
