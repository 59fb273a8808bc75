package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paddock.stats.Interval;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a report needs to know of a trial, made of its requests and telemetry when it ended; {@code
 * trials/0001/summary.json}. It can be made again of these at any time.
 *
 * @param recipe what it was made by; one by another recipe is not to be used
 * @param figures by metric name, in the metric's unit
 * @param shapes the distributions behind them, by name of the quantity, and those of {@link
 *     #CLIENT_DELAY} and {@link #SCHEDULE_LAG}
 * @param accounting where every planned request went
 * @param empty requests that ended well without a chunk that carried text
 * @param clocks measured requests by who stamped them, {@code kernel} or {@code user}
 * @param chunks of all measured requests
 * @param shared how many of these were not alone in their read; empty where nobody counted
 * @param moved whether the time to the first token rose or fell from the first measured request to
 *     the last, more than chance explains at 1 %; empty where too few had one
 * @param above names of metrics whose quantile falls among the requests that failed: it is above
 *     the time-out, and has no figure
 * @param turns of conversations, in their order; none where each request stands alone
 */
public record TrialSummary(
    Recipe recipe,
    SortedMap<String, OfMetric> figures,
    SortedMap<String, Sketch> shapes,
    Accounting accounting,
    int empty,
    SortedMap<String, Integer> clocks,
    long chunks,
    OptionalLong shared,
    Optional<Boolean> moved,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedSet<String> above,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfTurn> turns) {
  /** The shape of seen − arrival of each measured chunk that the kernel stamped. */
  public static final String CLIENT_DELAY = "client_delay";

  /** The shape of sent − intended of each measured request, whatever became of it. */
  public static final String SCHEDULE_LAG = "schedule_lag";

  /** Of a trial whose failed requests, if any, hide no quantile. */
  public TrialSummary(
      Recipe recipe,
      SortedMap<String, OfMetric> figures,
      SortedMap<String, Sketch> shapes,
      Accounting accounting,
      int empty,
      SortedMap<String, Integer> clocks,
      long chunks,
      OptionalLong shared,
      Optional<Boolean> moved) {
    this(
        recipe,
        figures,
        shapes,
        accounting,
        empty,
        clocks,
        chunks,
        shared,
        moved,
        Collections.emptySortedSet(),
        List.of());
  }

  @SuppressWarnings("ConstantValue") // absent where a file has none
  public TrialSummary {
    turns = turns == null ? List.of() : List.copyOf(turns);
    above =
        above == null
            ? Collections.emptySortedSet()
            : Collections.unmodifiableSortedSet(new TreeSet<>(above));
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    shapes = Collections.unmodifiableSortedMap(new TreeMap<>(shapes));
    clocks = Collections.unmodifiableSortedMap(new TreeMap<>(clocks));
  }

  /**
   * By what a summary was made: the same requests by the same recipe give the same summary.
   *
   * @param version of the definitions
   * @param metrics how many were known
   * @param objectives by which goodput was counted
   */
  public record Recipe(int version, int metrics, List<String> objectives) {
    public Recipe {
      objectives = List.copyOf(objectives);
    }
  }

  /**
   * One turn of all conversations of the trial.
   *
   * @param turn from 1
   * @param n requests behind it
   * @param firstToken the median time to the first token, in milliseconds; empty where nothing
   *     streamed
   * @param promptTokens the median; empty where the server does not say
   * @param cachedTokens the median of those that came from the cache; empty likewise
   */
  public record OfTurn(
      int turn,
      int n,
      OptionalDouble firstToken,
      OptionalDouble promptTokens,
      OptionalDouble cachedTokens) {}

  /**
   * A figure of the trial.
   *
   * @param n values that it rests on, for example gaps between chunks
   * @param requests that gave these values
   * @param lo lower end of its 95 % interval from the trial's own order statistics; empty where it
   *     has none
   */
  public record OfMetric(
      double value, long n, long requests, OptionalDouble lo, OptionalDouble hi) {

    /** A figure that has no interval of its own. */
    public OfMetric(double value, long n, long requests) {
      this(value, n, requests, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Its interval, if it has one. */
    public Optional<Interval> interval() {
      return lo.isPresent() && hi.isPresent()
          ? Optional.of(new Interval(lo.getAsDouble(), hi.getAsDouble()))
          : Optional.empty();
    }
  }
}
