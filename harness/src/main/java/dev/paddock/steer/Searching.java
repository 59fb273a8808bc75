package dev.paddock.steer;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.Measured;
import dev.paddock.journal.Event;
import dev.paddock.journal.Event.Stage;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Ladder;
import dev.paddock.plan.Plan;
import dev.paddock.record.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The way to the largest load at which a latency meets its limit, of each configuration
 * (measurement.md, "Curves along load").
 *
 * <p>The first block halves each configuration's {@linkplain Ladder loads} in on it, trial by
 * trial; what it finds says only where to look, and enters no interval. Each later block runs the
 * two loads between which the limit is crossed and the one outside that lies nearer to the
 * crossing; at an end of the range, the two loads there. Where the later blocks show that the
 * crossing lies beyond them, the next ones run the loads beyond, as long as enough blocks are left
 * for an interval from them alone. A load at which so many requests fail that the latency has no
 * figure fails the limit.
 *
 * @param ladders in the order of the first block
 */
record Searching(Plan plan, Metric metric, double limit, List<Ladder> ladders) implements Strategy {
  /** Blocks that loads need which were moved. */
  private static final int TO_MOVE = 3;

  static Searching of(Experiment experiment, Plan plan) {
    Objective.AtMost limit = Objective.ofLatency(experiment.objectives()).orElseThrow();
    return new Searching(plan, limit.metric(), limit.limit(), Ladder.of(experiment, plan));
  }

  @Override
  public boolean looks() {
    return true;
  }

  /** Each trial of the first block is chosen by those before it. */
  @Override
  public boolean byTrial(int block) {
    return block == 0;
  }

  @Override
  public Optional<Event.Course> after(int block, Instant now, Seen seen, Wanted until) {
    if (block >= plan.trials().getLast().block()) {
      return Optional.empty();
    }
    Set<String> next = new LinkedHashSet<>();
    if (block == 0) {
      if (until.last().filter(course -> course.after() > 0).isPresent()) {
        return Optional.empty(); // a later block has begun
      }
      Optional<String> step =
          ladders.stream().flatMap(ladder -> step(ladder, seen).stream()).findFirst();
      if (step.isEmpty()) {
        return Optional.empty();
      }
      until.last().ifPresent(course -> next.addAll(course.next()));
      if (!next.add(step.get())) {
        return Optional.empty(); // it has its turn already
      }
    } else {
      ladders.forEach(ladder -> next.addAll(around(ladder, block, seen, until)));
    }
    return Optional.of(
        Steering.course(
            now, block, Stage.SEARCHING, List.copyOf(next), List.of(), Optional.empty()));
  }

  @Override
  public Optional<Steering.Outlook> outlook(int most, Seen seen, Wanted until) {
    return Optional.empty();
  }

  @Override
  public OptionalInt toCome(Seen seen, Wanted until) {
    int after = until.last().map(Event.Course::after).orElse(0);
    int blocks = plan.trials().getLast().block();
    int inFirst =
        after > 0
            ? 0
            : ladders.stream()
                .mapToInt(
                    ladder -> {
                      Bracket bracket = Bracket.of(ladder, this, seen);
                      int open = bracket.high() - bracket.low() - 1;
                      return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, open));
                    })
                .sum();
    int each =
        after > 0
            ? until.last().map(course -> course.next().size()).orElse(0)
            : ladders.stream()
                .mapToInt(ladder -> Math.min(Ladder.AROUND, ladder.rising().size()))
                .sum();
    long ended =
        until.last().filter(course -> after > 0).stream()
            .flatMap(course -> course.next().stream())
            .filter(cell -> seen.ended(cell, after + 1))
            .count();
    return OptionalInt.of(inFirst + each * (blocks - Math.max(1, after)) - (int) ended);
  }

  /**
   * Between which rungs the limit is crossed, by the first block.
   *
   * @param low the highest rung that met the limit; −1 where none did
   * @param high the lowest rung that did not; the number of rungs where none failed it
   */
  private record Bracket(int low, int high) {
    static Bracket of(Ladder ladder, Searching search, Seen seen) {
      int low = -1;
      int high = ladder.rising().size();
      for (int rung = 0; rung < ladder.rising().size(); rung++) {
        switch (search.reading(ladder.rising().get(rung), 1, seen)) {
          case FAILED -> high = Math.min(high, rung);
          case MET -> low = rung;
          case UNKNOWN -> {}
        }
      }
      return new Bracket(Math.min(low, high - 1), high);
    }
  }

  /** What a trial says of a load. */
  private enum Reading {
    MET,
    /** It missed the limit, or so many of its requests failed, or it cannot run at all. */
    FAILED,
    /** There is no such trial, or the world outside took its figure. */
    UNKNOWN
  }

  private Reading reading(Cell cell, int block, Seen seen) {
    Measured trial = seen.of(cell).valid().get(block);
    boolean above = trial != null && trial.above().contains(metric.name());
    if (above || seen.infeasible(cell.id())) {
      return Reading.FAILED;
    }
    if (trial == null) {
      return seen.gaveNothing(cell.id(), block) ? Reading.FAILED : Reading.UNKNOWN;
    }
    return trial
        .figure(metric)
        .map(of -> of.value() <= limit ? Reading.MET : Reading.FAILED)
        .orElse(Reading.UNKNOWN);
  }

  private OptionalDouble figure(Cell cell, int block, Seen seen) {
    Measured trial = seen.of(cell).valid().get(block);
    return trial == null
        ? OptionalDouble.empty()
        : trial
            .figure(metric)
            .map(of -> OptionalDouble.of(of.value()))
            .orElse(OptionalDouble.empty());
  }

  /** The rung to try next in the first block, which halves what is open; empty where nothing is. */
  private Optional<String> step(Ladder ladder, Seen seen) {
    Bracket bracket = Bracket.of(ladder, this, seen);
    double middle = (bracket.low() + bracket.high()) / 2.0;
    return IntStream.range(bracket.low() + 1, bracket.high())
        .boxed()
        .filter(rung -> !seen.ended(ladder.rising().get(rung).id(), 1))
        .min((one, other) -> Double.compare(Math.abs(one - middle), Math.abs(other - middle)))
        .map(rung -> ladder.rising().get(rung).id());
  }

  /** The rungs of the block after this one. */
  private List<String> around(Ladder ladder, int block, Seen seen, Wanted until) {
    List<String> ids = ladder.rising().stream().map(Cell::id).toList();
    if (block == 1) {
      return rungs(ids, start(ladder, seen));
    }
    List<Integer> now =
        until.of(block).map(Event.Course::next).orElse(List.of()).stream()
            .filter(ids::contains)
            .map(ids::indexOf)
            .sorted()
            .toList();
    if (now.isEmpty() || plan.trials().getLast().block() - block < TO_MOVE) {
      return rungs(ids, now);
    }
    Reading top = later(ladder.rising().get(now.getLast()), block, seen);
    Reading bottom = later(ladder.rising().get(now.getFirst()), block, seen);
    if (top == Reading.MET && now.getLast() < ids.size() - 1) {
      return rungs(ids, window(now.getLast() + 2, ids.size()));
    }
    if (bottom == Reading.FAILED && now.getFirst() > 0) {
      return rungs(ids, window(Math.max(now.getFirst(), 2), ids.size()));
    }
    return rungs(ids, now);
  }

  private static List<String> rungs(List<String> ids, List<Integer> rungs) {
    return rungs.stream().map(ids::get).toList();
  }

  /** Three rungs up to {@code last}. */
  private static List<Integer> window(int last, int rungs) {
    int to = Math.min(last, rungs - 1);
    return IntStream.rangeClosed(Math.max(0, to - Ladder.AROUND + 1), to).boxed().toList();
  }

  private List<Integer> start(Ladder ladder, Seen seen) {
    int rungs = ladder.rising().size();
    Bracket bracket = Bracket.of(ladder, this, seen);
    if (bracket.low() < 0) {
      return window(1, rungs);
    }
    if (bracket.high() >= rungs) {
      return IntStream.range(Math.max(0, rungs - 2), rungs).boxed().toList();
    }
    boolean nearHigh = share(ladder, bracket, seen) >= 0.5;
    return window(nearHigh ? bracket.high() + 1 : Math.max(2, bracket.high()), rungs);
  }

  /** Where between the two rungs the limit is crossed, by straight lines of logarithms. */
  private double share(Ladder ladder, Bracket bracket, Seen seen) {
    OptionalDouble low = figure(ladder.rising().get(bracket.low()), 1, seen);
    OptionalDouble high = figure(ladder.rising().get(bracket.high()), 1, seen);
    return low.isPresent() && high.isPresent()
        ? Math.log(limit / low.getAsDouble()) / Math.log(high.getAsDouble() / low.getAsDouble())
        : 0; // what cannot run has no figure; look below it
  }

  /** What the blocks after the first say of a load: their mean, or that some of them failed. */
  private Reading later(Cell cell, int until, Seen seen) {
    List<Double> logs = new ArrayList<>();
    for (int block = 2; block <= until; block++) {
      OptionalDouble figure = figure(cell, block, seen);
      if (figure.isPresent()) {
        logs.add(Math.log(figure.getAsDouble()));
      } else if (reading(cell, block, seen) == Reading.FAILED) {
        return Reading.FAILED;
      }
    }
    return logs.isEmpty()
        ? Reading.UNKNOWN
        : logs.stream().mapToDouble(log -> log).average().orElseThrow() <= Math.log(limit)
            ? Reading.MET
            : Reading.FAILED;
  }
}
