package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One configuration of choices at rising load.
 *
 * @param levels its choices
 * @param load the setting that rises, {@code load.clients} or {@code load.rate}
 * @param points in the order of load, at least two
 * @param capacity up to which load it met the first limit on a latency; empty where none is set, or
 *     its blocks give no interval
 * @param beside how much more or less that is than the control's choices bear under the same
 *     condition; empty of those themselves, and where not every block crosses the limit
 * @param knee the first load whose doubling is shown to buy less than 10 % throughput; empty where
 *     none was seen
 * @param doubled whether any load's double was run, so that a knee could be seen at all
 */
public record OfCurve(
    Map<String, Object> levels,
    String load,
    List<Point> points,
    Optional<Capacity> capacity,
    Optional<Beside> beside,
    OptionalDouble knee,
    boolean doubled) {

  public OfCurve {
    points = List.copyOf(points);
  }

  /**
   * A load and the cell that was measured at it.
   *
   * @param load clients, or requests per second
   */
  public record Point(double load, String cell) {}

  /**
   * Up to which load a latency stays within a limit.
   *
   * @param value of the load, whole where it counts clients; empty where no load that was run met
   *     the limit, or all did
   * @param least of the loads that were run
   * @param most of the loads that were run
   * @param lo lower end of its 95 % interval; empty where it lies below every load that was run
   * @param hi upper end; empty where it lies above every load that was run
   * @param blocks that it rests on
   */
  public record Capacity(
      String metric,
      double limit,
      OptionalDouble value,
      double least,
      double most,
      Reach reach,
      OptionalDouble lo,
      OptionalDouble hi,
      int blocks) {}

  /**
   * A capacity as a ratio to that of the control's choices.
   *
   * @param than those choices, with the condition
   * @param ratio geometric mean over blocks
   * @param lo lower end of its interval, 95 % for all configurations together
   * @param hi upper end
   * @param blocks that it rests on
   */
  public record Beside(Map<String, Object> than, double ratio, double lo, double hi, int blocks) {
    /** Whether it is shown to be more or less. */
    public boolean apart() {
      return lo > 1 || hi < 1;
    }
  }

  /** Where a capacity lies among the loads that were run. */
  public enum Reach {
    /** Even the least load does not meet the limit. */
    BELOW,
    /** Between two loads. */
    WITHIN,
    /** Even the largest load meets it. */
    ABOVE;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
