package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a run says, as numbers; {@code summary.json}. Pages and charts are made from it
 * alone, so that no number stands on a page that is not in the file.
 *
 * <p>Times are in ms, rates per second, memory in bytes; an absent interval means descriptive.
 *
 * @param at when the run began, ISO 8601
 * @param kind {@code load} of a server, or {@code bench} of code
 * @param ended {@code done}, {@code interrupted}, {@code budget}, {@code failed} or {@code running}
 * @param recommendation the cell to use; empty where none is shown to meet every limit, or nothing
 *     is wanted that one cell could be the best at
 * @param interactions where the effect of one factor depends on another
 * @param outliers trials that lie far from the others of their cell, which all count
 * @param dropped cells that were not measured to the end, for a rule that is named
 * @param stop why the run needed no more blocks; empty where it ran all that were planned, or ended
 *     otherwise
 * @param infeasible cells that do not run here; empty in older files
 * @param front the points that no other point beats on latency and throughput, by latency
 * @param instrument what the instrument says of itself; empty for a bench, and in older files
 * @param points all points of the latency-throughput plane
 */
public record Summary(
    String experiment,
    Optional<String> question,
    String at,
    String fingerprint,
    String machine,
    String server,
    String kind,
    String ended,
    String control,
    Answer answer,
    Optional<Recommendation> recommendation,
    int planned,
    int trials,
    int invalid,
    List<OfCell> cells,
    List<Contrast> contrasts,
    List<Effect> effects,
    List<Interaction> interactions,
    List<OfHypothesis> hypotheses,
    List<OfObjective> objectives,
    List<Point> front,
    List<Point> points,
    List<Distribution> distributions,
    List<Drift> drift,
    List<Excluded> excluded,
    List<Outlier> outliers,
    List<Dropped> dropped,
    Optional<Stop> stop,
    List<Infeasible> infeasible,
    Method method,
    Optional<OfInstrument> instrument,
    SortedMap<String, String> environment) {

  public Summary {
    infeasible = orEmpty(infeasible);
    interactions = orEmpty(interactions);
    outliers = orEmpty(outliers);
    dropped = orEmpty(dropped);
  }

  private static <T> List<T> orEmpty(List<T> ofThisOrAnOlderFile) {
    return Optional.ofNullable(ofThisOrAnOlderFile).map(List::copyOf).orElse(List.of());
  }

  private static String orUnsaid(String ofThisOrAnOlderFile) {
    return Optional.ofNullable(ofThisOrAnOlderFile).orElse("");
  }

  /** The same with this answer. */
  public Summary with(Answer said) {
    return new Summary(
        experiment,
        question,
        at,
        fingerprint,
        machine,
        server,
        kind,
        ended,
        control,
        said,
        recommendation,
        planned,
        trials,
        invalid,
        cells,
        contrasts,
        effects,
        interactions,
        hypotheses,
        objectives,
        front,
        points,
        distributions,
        drift,
        excluded,
        outliers,
        dropped,
        stop,
        infeasible,
        method,
        instrument,
        environment);
  }

  /**
   * The answer in plain words: at most two sentences, then what made a difference and what did not.
   *
   * @param figures every estimate that the words quote, in the order in which they stand there;
   *     empty in older files
   */
  public record Answer(String headline, List<String> sentences, List<Quoted> figures) {
    public static final Answer NONE = new Answer("", List.of(), List.of());

    public Answer {
      figures = orEmpty(figures);
    }
  }

  /**
   * A figure that stands in a text.
   *
   * @param words as it stands there
   * @param at where its record is in this file, a JSON pointer (RFC 6901), for example {@code
   *     /cells/0/metrics/ttft.p50}
   */
  public record Quoted(String words, String at) {}

  /**
   * The cell to use.
   *
   * @param metric what it is the best at
   * @param confirmed whether {@code beside} rests only on blocks that were run after it was chosen
   * @param beside the control on each metric of the experiment; empty where it is the control
   * @param alternatives cells that are not told from it on {@code metric}
   */
  public record Recommendation(
      String cell,
      String metric,
      boolean confirmed,
      List<Contrast> beside,
      List<String> alternatives) {}

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
  }

  /** Where the planned requests of a cell's ended trials went. */
  public record Requests(
      int planned, int ok, int error, int timeout, int unfinished, int neverSent, int empty) {}

  /** A setting as it was wanted and as the server was seen to run with it. */
  public record Setting(String name, String wanted, String got) {}

  /**
   * An estimate of one figure.
   *
   * @param lo of the 95 % interval
   * @param spread sample standard deviation of the trials' figures: of their natural logarithms
   *     where the estimate is {@linkplain #geometric geometric}, else in the unit; empty for one
   *     trial, for a descriptive figure and in older files
   * @param trials valid ones that have the figure, at least 1
   * @param n values in them, for example gaps between chunks
   */
  public record Estimate(
      double value,
      String unit,
      OptionalDouble lo,
      OptionalDouble hi,
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

  /**
   * A cell beside the control on one metric.
   *
   * @param ratio cell over control; absent where {@code difference} stands instead
   * @param difference cell − control, in the unit, of metrics that can be zero or negative
   * @param reads {@code better}, {@code worse}, or empty
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
      OptionalDouble lo,
      OptionalDouble hi,
      OptionalDouble loAdjusted,
      OptionalDouble hiAdjusted,
      Verdict verdict,
      String reads,
      OptionalDouble shift,
      OptionalDouble superiority,
      Optional<Boolean> signFlip,
      int blocks,
      long requests,
      double margin,
      String estimator) {}

  /**
   * A level of one factor beside the first level, averaged over the cells that have both.
   *
   * @param pairs cells that were compared in each block; of cells that were drawn, all of them
   * @param stratum whose error it is tested against, {@code whole plots} or {@code trials}; empty
   *     in older files
   */
  public record Effect(
      String metric,
      String factor,
      String level,
      String versus,
      double ratio,
      OptionalDouble lo,
      OptionalDouble hi,
      OptionalDouble loAdjusted,
      OptionalDouble hiAdjusted,
      Verdict verdict,
      String reads,
      int blocks,
      int pairs,
      String stratum,
      double margin,
      long requests,
      String estimator) {
    public Effect {
      stratum = orUnsaid(stratum);
      estimator = orUnsaid(estimator);
    }
  }

  /**
   * Where the effect of one factor depends on the level of another.
   *
   * @param ratio the effect of {@code level} beside {@code versus} where the other factor has
   *     {@code otherLevel}, over the same effect where it has {@code otherVersus}; 1 where they are
   *     independent
   */
  public record Interaction(
      String metric,
      String factor,
      String level,
      String versus,
      String other,
      String otherLevel,
      String otherVersus,
      double ratio,
      OptionalDouble lo,
      OptionalDouble hi,
      OptionalDouble loAdjusted,
      OptionalDouble hiAdjusted,
      Verdict verdict,
      int blocks,
      String stratum,
      long requests,
      String estimator) {}

  /**
   * What became of a hypothesis.
   *
   * @param blocksNeeded in all, to decide it, if the estimate is right
   * @param lacks why it is not testable
   */
  public record OfHypothesis(
      String id,
      String claim,
      String metric,
      String when,
      String versus,
      String expect,
      double margin,
      OptionalDouble ratio,
      OptionalDouble lo,
      OptionalDouble hi,
      OptionalDouble loAdjusted,
      OptionalDouble hiAdjusted,
      Judgement verdict,
      int blocks,
      OptionalInt blocksNeeded,
      Optional<String> lacks,
      long requests,
      String estimator) {
    public OfHypothesis {
      estimator = orUnsaid(estimator);
    }
  }

  /**
   * Whether a cell met an objective.
   *
   * @param met {@code met}, {@code missed} or {@code undecided}
   * @param blocksNeeded in all, to decide it, if the estimate is right
   */
  public record OfObjective(
      String metric,
      String wanted,
      double limit,
      String cell,
      String met,
      OptionalInt blocksNeeded) {}

  /** A cell in the plane of latency and throughput. */
  public record Point(
      String cell,
      String latencyMetric,
      double latency,
      String throughputMetric,
      double throughput,
      OptionalDouble probability,
      boolean nonDominated) {}

  /**
   * A distribution pooled over a cell's valid trials, which shows its shape.
   *
   * @param quantiles pairs of level and value, up to the highest level that n supports
   */
  public record Distribution(
      String cell,
      String quantity,
      String unit,
      int trials,
      long n,
      List<List<Double>> quantiles) {}

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
      OptionalDouble lo,
      OptionalDouble hi,
      List<Change> changes,
      String estimator) {
    public Drift {
      changes = orEmpty(changes);
      estimator = orUnsaid(estimator);
    }
  }

  /**
   * A change of level that no chance explains.
   *
   * @param before the first block of the new level
   * @param ratio the new level over the one before
   */
  public record Change(int before, double ratio) {}

  /**
   * A trial far from the others of its cell. It counts like any other.
   *
   * @param ratio its figure over the median of its cell
   */
  public record Outlier(
      int trial, String cell, int block, String metric, double value, String unit, double ratio) {}

  /**
   * A cell that was not measured to the end.
   *
   * @param after the last block that it was in; 0 where it was in none
   * @param rule by which it was left, with its error rate
   */
  public record Dropped(String cell, int after, String rule, String why) {}

  /**
   * Why no more blocks were needed.
   *
   * @param blocks that were run
   * @param widest half width of the widest interval of a contrast, as a ratio − 1
   * @param wanted half width
   */
  public record Stop(int blocks, double widest, double wanted, String metric, String cell) {}

  /** One trial of the control. */
  public record Moment(int block, double hours, double value) {}

  /** A trial that left the statistics. */
  public record Excluded(int trial, String cell, int block, List<String> reasons) {}

  /**
   * A cell that does not run here.
   *
   * @param why the server's own words
   * @param because the cell that showed it, where this one needs no less memory
   * @param skipped trials that were not tried for it
   */
  public record Infeasible(String cell, String why, Optional<String> because, int skipped) {}

  /**
   * How it was measured.
   *
   * @param metrics that the experiment asks about, the first the most; empty in older files
   * @param constants what was set alike in every cell, by name; empty in older files
   */
  public record Method(
      List<String> metrics,
      Map<String, Object> constants,
      int blocks,
      int blocksWanted,
      int cells,
      int leftOut,
      long seed,
      int requestsPerTrial,
      int warmup,
      double precision,
      String load,
      boolean openLoop,
      int promptTokens,
      int outputTokens,
      Map<String, Integer> clocks,
      OptionalDouble clientDelayP99,
      String quantile,
      String adjusted) {
    public Method {
      metrics = orEmpty(metrics);
      constants =
          Optional.ofNullable(constants)
              .<Map<String, Object>>map(TreeMap::new)
              .map(Collections::unmodifiableMap)
              .orElse(Map.of());
    }
  }

  /** Of a contrast of two cells on a metric. */
  public enum Verdict {
    LOWER,
    HIGHER,
    EQUIVALENT,
    INCONCLUSIVE;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of a hypothesis. */
  public enum Judgement {
    SUPPORTED("supported"),
    REFUTED("refuted"),
    INCONCLUSIVE("inconclusive"),
    NOT_TESTABLE("not testable here");

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
