package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How good a cell's answers are beside the control's to the same prompts.
 *
 * @param versus the control's choices under the same condition
 * @param check what makes an answer right, for example {@code exact} or {@code agree}
 * @param share of the cell's right answers, in per cent
 * @param versusShare of the control's; where answers are to agree with these it is 100
 * @param difference of these two, in percentage points: the mean over blocks
 * @param bounds its 95 % interval, in points; open for a single block
 * @param margin in points
 * @param answers that both gave to one prompt
 * @param prompts that are not the same among them: a cell's interval knows no more than these
 * @param differing of them right in one cell and wrong in the other
 * @param itself where answers are to agree: how many of the control's agree with its own of another
 *     block, in per cent; empty where no prompt came twice, and of other checks
 */
public record OfQuality(
    String cell,
    String versus,
    String check,
    double share,
    double versusShare,
    double difference,
    @JsonUnwrapped Bounds bounds,
    double margin,
    int answers,
    int prompts,
    int differing,
    int blocks,
    OptionalDouble itself,
    Verdict verdict) {

  /** What is shown. */
  public enum Verdict {
    /** Worse by less than the margin, or not at all. */
    AS_GOOD,
    /** Worse, by however little. */
    WORSE,
    /** Neither. */
    OPEN;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same without a verdict. */
  public OfQuality unjudged() {
    return new OfQuality(
        cell,
        versus,
        check,
        share,
        versusShare,
        difference,
        bounds,
        margin,
        answers,
        prompts,
        differing,
        blocks,
        itself,
        Verdict.OPEN);
  }
}
