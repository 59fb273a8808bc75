package dev.paddock.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What two runs say of each other, cell by cell; or a run and the earlier ones.
 *
 * @param margin a change that matters, as a share
 * @param otherwise in what they were not measured alike; what is grave speaks against comparing
 * @param unmatched cells that only one of them has
 * @param silent figures of cells that both have, of which nothing can be said
 */
public record Compared(
    Run baseline,
    Run candidate,
    double margin,
    List<String> metrics,
    Counts counts,
    List<Statement> statements,
    List<Unmatched> unmatched,
    List<Silent> silent,
    List<Otherwise> otherwise) {

  /**
   * One side.
   *
   * @param place where it was read
   * @param at when it began; of several runs the last
   * @param runs 1, or how many earlier runs make the baseline
   */
  public record Run(
      String place,
      String experiment,
      String at,
      String machine,
      String server,
      int runs,
      int blocks,
      int trials,
      int invalid) {}

  /**
   * One metric of one cell, in both.
   *
   * @param baseline its figure there, in {@code unit}
   * @param ratio candidate over baseline; absent where {@code difference} stands instead
   * @param difference candidate − baseline, of metrics that can be zero or negative
   * @param lo of the 95 % interval of ratio or difference
   * @param loAdjusted likewise, such that all statements together err in at most 5 %
   * @param baselineTrials what its figure rests on; of earlier runs, their number
   * @param blocksNeeded in each run, to decide whether there is a regression beyond the margin, if
   *     the estimate is right; empty where it is decided, or would take more than 1,000
   */
  public record Statement(
      String metric,
      String cell,
      String baselineCell,
      String candidateCell,
      String unit,
      double baseline,
      double candidate,
      OptionalDouble ratio,
      OptionalDouble difference,
      double lo,
      double hi,
      double loAdjusted,
      double hiAdjusted,
      Verdict verdict,
      Reads reads,
      Beyond beyond,
      int baselineTrials,
      int candidateTrials,
      OptionalInt blocksNeeded,
      String estimator) {}

  /** What is known of a change beyond the margin. */
  public enum Beyond {
    /** Worse by more than the margin. */
    REGRESSION,
    /** Better by more than the margin. */
    IMPROVEMENT,
    /** Not worse by more than the margin. */
    EXCLUDED,
    UNDECIDED,
    /** A figure that can be zero has no ratio, so no margin. */
    NO_MARGIN;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * How many metric-cells are what.
   *
   * @param excluded where a regression beyond the margin is excluded, improvements among them
   * @param lost cells that the baseline measured and the candidate could not run
   */
  public record Counts(
      int compared,
      int regressions,
      int lost,
      int improvements,
      int excluded,
      int undecided,
      int noMargin,
      int silent) {}

  /** A cell that only one run has. */
  public record Unmatched(String of, String cell, String name, String why) {}

  /**
   * Of what nothing can be said.
   *
   * @param metric empty where it is the whole cell
   * @param lost whether the candidate could not run the cell at all
   */
  public record Silent(String metric, String cell, String why, boolean lost) {}

  /**
   * In what the two were not measured alike.
   *
   * @param kind of difference, in words
   * @param grave whether it could explain any figure
   */
  public record Otherwise(
      String what, String baseline, String candidate, String kind, boolean grave) {
    /** For example "server.version: 0.32.0 → 0.33.0". */
    @Override
    public String toString() {
      return "%s: %s → %s".formatted(what, baseline, candidate);
    }
  }

  /** What speaks against comparing them at all. */
  public List<Otherwise> grave() {
    return otherwise.stream().filter(Otherwise::grave).toList();
  }

  /** Whether the candidate is worse: a figure by more than the margin, or a cell that is lost. */
  public boolean regressed() {
    return counts.regressions() + counts.lost() > 0;
  }
}
