package dev.paddock.summary;

import static dev.paddock.summary.Bounds.ADJUSTED;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.paddock.summary.Contrast.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What became of a hypothesis.
 *
 * @param expect the verdict that would support it, never inconclusive
 * @param blocksNeeded in all, to decide it, if the estimate is right
 * @param lacks why it is not testable
 */
public record OfHypothesis(
    String id,
    String claim,
    String metric,
    String when,
    String versus,
    Verdict expect,
    double margin,
    OptionalDouble ratio,
    @JsonUnwrapped Bounds plain,
    @JsonUnwrapped(suffix = ADJUSTED) Bounds adjusted,
    Judgement verdict,
    int blocks,
    OptionalInt blocksNeeded,
    Optional<String> lacks,
    long requests,
    String estimator) {
  public OfHypothesis {
    estimator = Older.orUnsaid(estimator);
  }

  /** The same without a verdict, unless it cannot have one. */
  public OfHypothesis unjudged() {
    return new OfHypothesis(
        id,
        claim,
        metric,
        when,
        versus,
        expect,
        margin,
        ratio,
        plain,
        adjusted,
        verdict == Judgement.NOT_TESTABLE ? verdict : Judgement.OPEN,
        blocks,
        OptionalInt.empty(),
        lacks,
        requests,
        estimator);
  }

  /** Of a hypothesis. */
  public enum Judgement {
    SUPPORTED("supported"),
    REFUTED("refuted"),
    INCONCLUSIVE("inconclusive"),
    NOT_TESTABLE("not testable here"),
    /** Not judged: the run has not ended as it was planned to. */
    OPEN("open");

    private final String word;

    Judgement(String word) {
      this.word = word;
    }

    @JsonValue
    public String word() {
      return word;
    }
  }
}
