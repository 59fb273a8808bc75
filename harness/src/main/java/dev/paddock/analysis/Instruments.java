package dev.paddock.analysis;

import dev.paddock.figures.Pool;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.record.Calibration.WarmUp;
import dev.paddock.record.Instrument;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import dev.paddock.record.TrialSummary;
import dev.paddock.summary.OfInstrument;
import dev.paddock.summary.OfInstrument.Held;
import dev.paddock.summary.OfInstrument.Late;
import dev.paddock.summary.OfInstrument.StampedBy;
import dev.paddock.summary.OfInstrument.Timed;
import dev.paddock.summary.OfMachine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the valid trials of a run say of the instrument, collected trial by trial. */
final class Instruments {
  private static final double MILLI = 1e6;
  private static final String SPOILT =
      "the wall clock was set amid a request, or a segment came without a stamp";

  private final Map<String, List<OfTrial>> cells = new TreeMap<>();

  /** What one trial leaves of the instrument. */
  private record OfTrial(TrialSummary summary, Optional<Instrument> instrument) {
    private Set<String> clocks() {
      return summary.clocks().keySet();
    }
  }

  /** What some trials leave, and how late chunks were seen and requests left in all of them. */
  private record OfTrials(List<OfTrial> trials, Optional<Pool> delays, Optional<Pool> lags) {
    static OfTrials of(List<OfTrial> trials) {
      return new OfTrials(
          trials, pool(trials, TrialSummary.CLIENT_DELAY), pool(trials, TrialSummary.SCHEDULE_LAG));
    }

    static OfTrials together(Collection<OfTrials> some) {
      return new OfTrials(
          some.stream().flatMap(one -> one.trials().stream()).toList(),
          Pool.together(some.stream().flatMap(one -> one.delays().stream()).toList()),
          Pool.together(some.stream().flatMap(one -> one.lags().stream()).toList()));
    }

    private static Optional<Pool> pool(List<OfTrial> trials, String shape) {
      return Pool.of(
          trials.stream()
              .flatMap(one -> Stream.ofNullable(one.summary().shapes().get(shape)))
              .toList());
    }
  }

  void add(Event.Trial trial, TrialSummary summary) {
    if (trial.counts()) {
      cells
          .computeIfAbsent(trial.cell(), cell -> new ArrayList<>())
          .add(new OfTrial(summary, trial.instrument()));
    }
  }

  /** The whole; none where no valid trial sent a request, as in a bench. */
  Optional<OfInstrument> summary(Optional<WarmUp> warmUp) {
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    List<OfTrials> ofCells = cells.values().parallelStream().map(OfTrials::of).toList();
    OfTrials run = OfTrials.together(ofCells);
    List<OfTrial> all = run.trials();
    Set<String> clocks = new TreeSet<>();
    all.forEach(trial -> clocks.addAll(trial.clocks()));
    int mixed = (int) all.stream().filter(trial -> trial.clocks().size() > 1).count();
    Map<String, Held> byCell = new LinkedHashMap<>();
    int i = 0;
    for (String cell : cells.keySet()) {
      byCell.put(cell, held(ofCells.get(i++)));
    }
    return Optional.of(
        new OfInstrument(
            stampedBy(clocks),
            why(all, mixed),
            mixed,
            held(run),
            byCell,
            warmUp,
            Optional.empty()));
  }

  private static StampedBy stampedBy(Set<String> clocks) {
    if (clocks.size() > 1) {
      return StampedBy.MIXED;
    }
    return clocks.isEmpty()
        ? StampedBy.NOBODY
        : clocks.contains(TrialSummaries.word(StampClock.KERNEL))
            ? StampedBy.KERNEL
            : StampedBy.CLIENT;
  }

  private static List<String> why(List<OfTrial> trials, int mixed) {
    Set<String> why = new TreeSet<>();
    for (OfTrial trial : trials) {
      trial.instrument().flatMap(Instrument::unstamped).map(Publishable::text).ifPresent(why::add);
    }
    if (mixed > 0) {
      why.add(SPOILT);
    }
    return List.copyOf(why);
  }

  private static Held held(OfTrials some) {
    List<OfTrial> trials = some.trials();
    return new Held(
        trials.size(),
        late(Timed.CHUNKS, some.delays()).or(() -> probe(trials)),
        shared(trials),
        late(Timed.REQUESTS, some.lags()),
        most(trials, one -> OptionalDouble.of(one.pauses().longest() / MILLI)),
        most(trials, Instrument::clientCpu),
        most(trials, Instrument::otherCpu),
        OfMachine.of(
            trials.stream()
                .flatMap(trial -> trial.instrument().stream())
                .flatMap(instrument -> instrument.meanwhile().stream())
                .toList()));
  }

  private static Optional<Late> late(Timed of, Optional<Pool> times) {
    return times.map(
        pool ->
            new Late(
                of,
                pool.n(),
                pool.quantile(0.5) / MILLI,
                pool.quantile(0.99) / MILLI,
                pool.max() / MILLI));
  }

  /** A trial keeps only the spread of its probe, so the worst one stands for all. */
  private static Optional<Late> probe(List<OfTrial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.instrument().flatMap(Instrument::probeDelay).stream())
        .max(Comparator.comparingLong(Spread::p99).thenComparingLong(Spread::max))
        .map(
            one ->
                new Late(
                    Timed.PROBE, one.n(), one.p50() / MILLI, one.p99() / MILLI, one.max() / MILLI));
  }

  private static OptionalDouble shared(List<OfTrial> trials) {
    long chunks = trials.stream().mapToLong(trial -> trial.summary().chunks()).sum();
    return chunks == 0 || trials.stream().anyMatch(trial -> trial.summary().shared().isEmpty())
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (double) trials.stream().mapToLong(one -> one.summary().shared().orElse(0)).sum()
                / chunks);
  }

  private static OptionalDouble most(
      List<OfTrial> trials, Function<Instrument, OptionalDouble> figure) {
    return trials.stream()
        .flatMap(trial -> trial.instrument().stream())
        .flatMapToDouble(instrument -> figure.apply(instrument).stream())
        .max();
  }
}
