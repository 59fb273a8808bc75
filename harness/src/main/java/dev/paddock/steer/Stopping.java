package dev.paddock.steer;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.record.Metric;
import dev.paddock.stats.SequentialWidth;
import dev.paddock.stats.SpreadBound;
import dev.paddock.stats.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * When enough is known: the interval of every contrast with the control is narrow enough, on every
 * metric that has one. Never, whether something was found.
 *
 * @param least number of blocks at which it is looked for the first time
 * @param most blocks; where they are no more than {@code least} it is not looked at all
 * @param wanted half width of a ratio's interval, as a ratio − 1
 */
public record Stopping(List<Metric> metrics, int least, int most, double wanted) {
  private static final double OF_THE_SPREAD = 0.8;

  /** Of a whole run: every cell beside the control, over all blocks. */
  static Stopping of(Experiment experiment) {
    DesignSpec design = experiment.design();
    return new Stopping(
        experiment.metrics(), design.minBlocks(), design.maxBlocks(), design.precision());
  }

  /**
   * The nominal confidence of an interval that covers {@code wanted}, although the run ends when
   * the intervals are narrow enough.
   *
   * @param n blocks that it rests on
   */
  double confidence(double covered, int n) {
    return SequentialWidth.confidence(covered, n, Math.max(2, least), most);
  }

  /** A contrast that has, or could have, an interval. */
  private record One(Metric metric, String cell, Student differences) {}

  private List<One> all(List<Observed> cells, Observed control) {
    List<One> all = new ArrayList<>();
    for (Metric metric : metrics) {
      for (Observed cell : cells) {
        if (!cell.cell().equals(control.cell())) {
          Comparison.of(metric, cell, control)
              .filter(one -> one.ratio() && !one.descriptive())
              .ifPresent(one -> all.add(new One(metric, cell.cell().id(), one.differences())));
        }
      }
    }
    return all;
  }

  /** The widest interval; half of it is infinite where a contrast has a single block. */
  public Optional<Event.Width> widest(List<Observed> cells, Observed control) {
    Map<Integer, Double> critical = new HashMap<>(); // nearly all rest on the same number of blocks
    return all(cells, control).stream()
        .map(
            one -> {
              int n = one.differences().n();
              double half =
                  n < 2
                      ? Double.POSITIVE_INFINITY
                      : Math.expm1(
                          critical.computeIfAbsent(n, this::perSpread) * one.differences().sd());
              return new Event.Width(half, wanted, one.metric().name(), one.cell());
            })
        .max(Comparator.comparingDouble(Event.Width::half));
  }

  /** Half the width of an interval of logarithms, by the standard deviation of one block. */
  private double perSpread(int n) {
    return Student.critical(n, confidence(Observed.CONFIDENCE, n)) / Math.sqrt(n);
  }

  /** Whether it is looked at all. */
  boolean open() {
    return least < most;
  }

  /** Whether so many blocks, whose widest interval this is, are enough. */
  boolean enough(int blocks, Optional<Event.Width> widest) {
    return open() && blocks >= least && narrow(widest);
  }

  /** Whether no interval is too wide; so it is where there is none. */
  public boolean narrow(Optional<Event.Width> widest) {
    return widest.isEmpty() || widest.get().half() <= wanted;
  }

  private OptionalInt needed(double sd, int there) {
    return IntStream.rangeClosed(2, there)
        .filter(n -> Math.expm1(perSpread(n) * sd) <= wanted)
        .findFirst();
  }

  /**
   * What more blocks will bring, by the upper 80 % bound of each contrast's spread.
   *
   * @param blocks in all, at which every interval will be narrow enough; empty: not in so many
   * @param widest interval that there will be in the end
   */
  record Outlook(OptionalInt blocks, Event.Width widest) {}

  /**
   * The outlook.
   *
   * @param blocksThere blocks in all that can be had
   * @return empty where there is no interval to be made narrow
   */
  Optional<Outlook> outlook(List<Observed> cells, Observed control, int blocksThere) {
    Optional<Event.Width> widest = Optional.empty();
    OptionalInt blocks = OptionalInt.of(2);
    for (One one : all(cells, control)) {
      int n = one.differences().n();
      if (n < 2) {
        continue;
      }
      double sd = SpreadBound.upper(one.differences().sd(), n, OF_THE_SPREAD);
      OptionalInt needed = needed(sd, blocksThere);
      blocks =
          blocks.isPresent() && needed.isPresent()
              ? OptionalInt.of(Math.max(blocks.getAsInt(), needed.getAsInt()))
              : OptionalInt.empty();
      double half = Math.expm1(perSpread(Math.max(2, blocksThere)) * sd);
      if (widest.isEmpty() || widest.get().half() < half) {
        widest = Optional.of(new Event.Width(half, wanted, one.metric().name(), one.cell()));
      }
    }
    OptionalInt needed = blocks;
    return widest.map(width -> new Outlook(needed, width));
  }
}
