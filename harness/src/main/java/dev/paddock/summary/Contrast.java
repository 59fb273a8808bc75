package dev.paddock.summary;

import static dev.paddock.summary.Bounds.ADJUSTED;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cell beside the control on one metric.
 *
 * @param ratio cell over control; absent where {@code difference} stands instead
 * @param difference cell − control, in the unit, of metrics that can be zero or negative
 * @param plain the 95 % interval of these two cells alone
 * @param adjusted the interval of the family of comparisons, which the verdict is of; its error is
 *     pooled over the cells, so of few blocks it can be the narrower one
 * @param shift Hodges and Lehmann's estimate of the ratio (or of the difference), which a single
 *     wild block does not move
 * @param superiority Vargha and Delaney's A12: how often a trial of the cell exceeds one of the
 *     other, 0.5 where it does neither
 * @param signFlip the exact sign-flip test beside the interval: whether it too tells the cells
 *     apart at 5 %; empty for fewer than 6 blocks
 */
public record Contrast(
    String metric,
    String cell,
    String versus,
    OptionalDouble ratio,
    OptionalDouble difference,
    @JsonUnwrapped Bounds plain,
    @JsonUnwrapped(suffix = ADJUSTED) Bounds adjusted,
    Verdict verdict,
    Reads reads,
    OptionalDouble shift,
    OptionalDouble superiority,
    Optional<Boolean> signFlip,
    int blocks,
    long requests,
    double margin,
    String estimator) {

  /** The same without a verdict. */
  public Contrast unjudged() {
    return new Contrast(
        metric,
        cell,
        versus,
        ratio,
        difference,
        plain,
        adjusted,
        Verdict.OPEN,
        Reads.NEITHER,
        shift,
        superiority,
        signFlip,
        blocks,
        requests,
        margin,
        estimator);
  }

  /** Of a contrast of two cells on a metric. */
  public enum Verdict {
    LOWER,
    HIGHER,
    EQUIVALENT,
    INCONCLUSIVE,
    /** Not judged: the run has not ended as it was planned to. */
    OPEN;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it tells the two apart. */
    public boolean apart() {
      return this == LOWER || this == HIGHER;
    }
  }

  /** What a verdict means to the user. */
  public enum Reads {
    BETTER("better"),
    WORSE("worse"),
    /** Neither is shown. */
    NEITHER("");

    private final String word;

    Reads(String word) {
      this.word = word;
    }

    /** Empty where it is neither. */
    @JsonValue
    public String word() {
      return word;
    }
  }
}
