package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Whether a cell met an objective.
 *
 * @param blocksNeeded in all, to decide it, if the estimate is right
 */
public record OfObjective(
    String metric, String wanted, double limit, String cell, Met met, OptionalInt blocksNeeded) {

  /** The same without a verdict. */
  public OfObjective unjudged() {
    return new OfObjective(metric, wanted, limit, cell, Met.UNDECIDED, OptionalInt.empty());
  }

  /** What a cell's whole interval says of a limit. */
  public enum Met {
    MET,
    MISSED,
    UNDECIDED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
