package dev.paddock.figures;

import dev.paddock.experiment.Objective;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Accounting;
import dev.paddock.record.Formula;
import dev.paddock.record.Metric;
import dev.paddock.record.Phase;
import dev.paddock.record.Quantity;
import dev.paddock.record.Recording;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.Sketch;
import dev.paddock.record.StampClock;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.TrialSummary.Recipe;
import dev.paddock.stats.Quantile;
import dev.paddock.stats.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The way from a trial's requests to its summary: the only place where requests are read. */
public final class TrialSummaries {
  /** One more whenever the same requests give another summary. */
  private static final int VERSION = 4;

  private static final double BY_CHANCE = 0.01;

  private TrialSummaries() {}

  /**
   * The summary of a trial, valid or not.
   *
   * @param planned requests that should have been measured
   */
  public static TrialSummary of(
      int planned, List<Request> requests, List<Sample> telemetry, List<Objective> objectives) {
    List<Request> measured = requests.stream().filter(r -> r.phase() == Phase.MEASURED).toList();
    Measured trial = TrialFigures.of(new Recording(requests, telemetry, Goodput.good(objectives)));
    SortedMap<String, Sketch> shapes = new TreeMap<>(trial.shapes());
    Sketch.of(delays(measured)).ifPresent(s -> shapes.put(TrialSummary.CLIENT_DELAY, s));
    Sketch.of(measured.stream().mapToLong(Request::lag).toArray())
        .ifPresent(s -> shapes.put(TrialSummary.SCHEDULE_LAG, s));
    SortedMap<String, Integer> clocks = new TreeMap<>();
    measured.forEach(one -> clocks.merge(word(one.clock()), 1, Integer::sum));
    return new TrialSummary(
        recipe(objectives),
        new TreeMap<>(trial.figures()),
        shapes,
        Accounting.of(planned, requests),
        (int) requests.stream().filter(r -> r.counts() && r.stamps().isEmpty()).count(),
        clocks,
        measured.stream().mapToLong(request -> request.stamps().size()).sum(),
        shared(measured),
        moved(measured),
        new TreeSet<>(trial.above()),
        turns(measured));
  }

  private static List<TrialSummary.OfTurn> turns(List<Request> measured) {
    SortedMap<Integer, List<Request>> byTurn = new TreeMap<>();
    measured.stream()
        .filter(request -> request.counts() && request.turn().isPresent())
        .forEach(
            request ->
                byTurn
                    .computeIfAbsent(request.turn().getAsInt(), _ -> new ArrayList<>())
                    .add(request));
    return byTurn.entrySet().stream()
        .map(
            of ->
                new TrialSummary.OfTurn(
                    of.getKey(),
                    of.getValue().size(),
                    median(of.getValue(), Quantity.TTFT),
                    median(of.getValue(), Quantity.PROMPT_TOKENS),
                    median(of.getValue(), Quantity.CACHED_TOKENS)))
        .toList();
  }

  private static OptionalDouble median(List<Request> requests, Quantity quantity) {
    if (!(quantity.formula() instanceof Formula.OfRequest(var figure))) {
      throw new AssertionError(quantity + " is none of a request");
    }
    double[] values = requests.stream().flatMapToDouble(figure).toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantile.of(values, 0.5));
  }

  /**
   * The summary that a trial has, or, where it has none that can be used, one made anew, which then
   * stays in the run directory if that can be written.
   */
  public static TrialSummary of(RunDirectory run, Event.Trial trial, List<Objective> objectives) {
    Recipe recipe = recipe(objectives);
    return run.summary(trial.trial())
        .filter(kept -> kept.recipe().equals(recipe))
        .orElseGet(
            () -> {
              TrialSummary made =
                  of(
                      trial.planned(),
                      run.requests(trial.trial()),
                      run.telemetry(trial.trial()),
                      objectives);
              run.keep(trial.trial(), made);
              return made;
            });
  }

  private static Recipe recipe(List<Objective> objectives) {
    return new Recipe(VERSION, Metric.all().size(), Goodput.words(objectives));
  }

  /** How a summary names who stamped. */
  public static String word(StampClock clock) {
    return clock.name().toLowerCase(Locale.ROOT);
  }

  private static long[] delays(List<Request> measured) {
    return measured.stream()
        .filter(request -> request.clock() == StampClock.KERNEL)
        .flatMapToLong(request -> LongStream.of(request.delays().toArray()))
        .toArray();
  }

  private static OptionalLong shared(List<Request> measured) {
    return measured.stream().allMatch(request -> request.shared().isPresent())
        ? OptionalLong.of(measured.stream().mapToLong(request -> request.shared().orElse(0)).sum())
        : OptionalLong.empty();
  }

  /** In the order in which they were wanted, since that is the order of time in every schedule. */
  private static Optional<Boolean> moved(List<Request> measured) {
    double[] first =
        measured.stream()
            .filter(Request::counts)
            .sorted(Comparator.comparingLong(Request::intended))
            .flatMapToLong(request -> request.timeToFirstToken().stream())
            .asDoubleStream()
            .toArray();
    return first.length < Trend.LEAST
        ? Optional.empty()
        : Optional.of(Trend.pValue(first) < BY_CHANCE);
  }
}
