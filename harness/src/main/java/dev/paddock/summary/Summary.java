package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.paddock.journal.RunEnd;
import dev.paddock.record.Validity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * Everything that a run says, as numbers; {@code summary.json}. Pages and charts are made from it
 * alone, so that no number stands on a page that is not in the file.
 *
 * <p>Times are in ms, rates per second, memory in bytes; an absent interval means descriptive.
 *
 * @param at when the run began, ISO 8601
 * @param soFar how far the run came that has not ended as it was planned to, and so has no verdicts
 * @param conditions what is answered under each condition; empty in older files
 * @param curves configurations at rising load; empty where load did not vary, and in older files
 * @param qualities of cells whose answers were checked, beside the control's; none where nobody
 *     looked at answers
 * @param turns of conversations, by cell; none where each request stood alone
 * @param interactions where the effect of one factor depends on another
 * @param outliers trials that lie far from the others of their cell, which all count
 * @param dropped cells that were not measured to the end, for a rule that is named
 * @param stop why the run needed no more blocks; empty where it ran all that were planned, or ended
 *     otherwise
 * @param infeasible cells that do not run here; empty in older files
 * @param front the points that are shown to be on the front, by latency; in older files those that
 *     no other point beats
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
    Kind kind,
    RunEnd ended,
    String control,
    Answer answer,
    Optional<SoFar> soFar,
    List<OfCondition> conditions,
    List<OfCurve> curves,
    int planned,
    int trials,
    int invalid,
    List<OfCell> cells,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfTurn> turns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfQuality> qualities,
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
    conditions = Older.orEmpty(conditions);
    curves = Older.orEmpty(curves);
    turns = Older.orEmpty(turns);
    qualities = Older.orEmpty(qualities);
    infeasible = Older.orEmpty(infeasible);
    interactions = Older.orEmpty(interactions);
    outliers = Older.orEmpty(outliers);
    dropped = Older.orEmpty(dropped);
  }

  /** What was measured. */
  public enum Kind {
    /** Code, by JMH. */
    BENCH,
    /** A server under load. */
    LOAD;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
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
        soFar,
        conditions,
        curves,
        planned,
        trials,
        invalid,
        cells,
        turns,
        qualities,
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
      figures = Older.orEmpty(figures);
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
   * How far a run came.
   *
   * @param blocks in which trials ended
   * @param least that it would have run in any case
   * @param most that were planned
   * @param over whether it was ended before its time; else it goes on, or was killed
   */
  public record SoFar(int blocks, int least, int most, boolean over) {}

  /**
   * A cell in the plane of latency and throughput.
   *
   * @param probability how often it was on the front of blocks drawn anew; in older files only
   * @param nonDominated whether it is shown to be on the front; in older files, whether no other
   *     point beats it
   * @param place what is shown of it and the front of its condition
   */
  public record Point(
      String cell,
      String latencyMetric,
      double latency,
      String throughputMetric,
      double throughput,
      OptionalDouble probability,
      boolean nonDominated,
      Place place) {
    public Point {
      place = Older.orUnsaid(place);
    }

    /** The same without a place. */
    public Point unjudged() {
      return new Point(
          cell,
          latencyMetric,
          latency,
          throughputMetric,
          throughput,
          probability,
          false,
          Place.UNTOLD);
    }

    /** Of a cell and the front. */
    public enum Place {
      /** Than each other cell it is shown to be better on one of the two. */
      ON("on the front"),
      /** Some cell is shown to be better on one, and not worse on the other. */
      OFF("off the front"),
      UNTOLD("not told apart"),
      /** An older file does not say. */
      UNSAID("");

      private final String word;

      Place(String word) {
        this.word = word;
      }

      /** Empty where nothing is said. */
      @JsonValue
      public String word() {
        return word;
      }
    }
  }

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

  /**
   * A trial that had trouble, and what of it left the statistics for that.
   *
   * @param validity how much of it counts; older files name void ones alone
   * @param lost names of the quantities that do not count; none where nothing counts, or all
   * @param repeatOf the trial that it measured again; empty for one of the plan
   * @param reasons the gravest first
   */
  public record Excluded(
      int trial,
      String cell,
      int block,
      Optional<Validity> validity,
      List<String> lost,
      OptionalInt repeatOf,
      List<String> reasons) {

    @SuppressWarnings("ConstantValue") // absent in older files
    public Excluded {
      lost = lost == null ? List.of() : List.copyOf(lost);
    }

    /** How much of it counts. */
    public Validity counts() {
      return validity.orElse(Validity.VOID);
    }
  }

  /** How many trials are of a validity, of those that had trouble. */
  public int troubled(Validity validity) {
    return (int) excluded.stream().filter(one -> one.counts() == validity).count();
  }

  /**
   * A cell that does not run here.
   *
   * @param why the server's own words
   * @param because the cell that showed it, where this one needs no less memory
   * @param skipped trials that were not tried for it
   */
  public record Infeasible(String cell, String why, Optional<String> because, int skipped) {}
}
