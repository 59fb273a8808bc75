package dev.paddock.run;

import dev.paddock.journal.Event;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Quantity;
import dev.paddock.record.Trouble;
import dev.paddock.record.Trouble.Cause;
import dev.paddock.record.Validity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which trials are measured again: those that lost a wanted metric to the world outside, never one
 * that lost it to its own cell, and never by its result (measurement.md, "What trouble costs a
 * trial").
 *
 * <p>At the end of its block at most {@value #AFTER_ITS_BLOCK} times, and once more after the last
 * block. A metric that a cell lost for the same reason in {@value #GIVEN_UP} blocks is given up. A
 * trial that was only noisy is measured again after the last block, with the control beside it, in
 * a block of its own, unless half of all trials were: then this machine is not to be had quiet.
 */
final class Repeats {
  static final int AFTER_ITS_BLOCK = 2;
  static final int GIVEN_UP = 3;

  private final Plan plan;
  private final Set<Quantity> wanted;
  private final Predicate<String> excluded;
  private final TreeMap<Integer, Slot> slots = new TreeMap<>();
  private final List<TrialSource.Step.Repeat> quiet = new ArrayList<>();
  private final Map<Integer, Integer> plots = new HashMap<>();
  private boolean calm;
  private int lastNumber;
  private int lastBlock;
  private int lastPlot;
  private int plotInHand;
  private int allowed;

  /**
   * What is to be measured again.
   *
   * @param wanted quantities that the run's question is about
   * @param excluded whether a cell is known not to run here
   * @param ended trials of the run until now, in order
   * @param anew whether what was tried as often as is allowed gets as many tries again
   */
  Repeats(
      Plan plan,
      Set<Quantity> wanted,
      Predicate<String> excluded,
      List<Event.Trial> ended,
      boolean anew) {
    this.plan = plan;
    this.excluded = excluded;
    this.wanted = EnumSet.copyOf(wanted);
    this.lastNumber = plan.trials().stream().mapToInt(PlannedTrial::number).max().orElse(0);
    this.lastBlock = plan.trials().stream().mapToInt(PlannedTrial::block).max().orElse(0);
    this.lastPlot = plan.trials().stream().mapToInt(PlannedTrial::plot).max().orElse(0);
    ended.forEach(this::ended);
    this.allowed =
        1
            + AFTER_ITS_BLOCK
            + (anew ? slots.values().stream().mapToInt(Slot::repeats).max().orElse(0) : 0);
    this.plotInHand = 0; // a run that goes on has no server yet
  }

  /** Leaves trials that were only noisy as they are: alone they would answer nothing again. */
  Repeats lossesAlone() {
    calm = true;
    return this;
  }

  /** A trial of the plan, and what was measured in its place. */
  private static final class Slot {
    private final Event.Trial planned;
    private final List<Event.Trial> tries = new ArrayList<>();

    Slot(Event.Trial planned) {
      this.planned = planned;
      tries.add(planned);
    }

    int repeats() {
      return tries.size() - 1;
    }

    /** Quantities that none of its trials has, for which the world outside alone is to blame. */
    Set<Quantity> lacks(Set<Quantity> wanted) {
      Set<Quantity> lacks = EnumSet.copyOf(wanted);
      tries.forEach(trial -> lacks.retainAll(trial.trouble().lost()));
      lacks.retainAll(tries.getLast().trouble().lostToTheWorld());
      return lacks;
    }
  }

  /** A trial ended. */
  void ended(Event.Trial trial) {
    lastNumber = Math.max(lastNumber, trial.trial());
    lastPlot = Math.max(lastPlot, trial.plot());
    lastBlock = Math.max(lastBlock, trial.block());
    plotInHand = trial.plot();
    if (trial.repeatOf().isEmpty()) {
      slots.put(trial.trial(), new Slot(trial));
    } else {
      Optional.ofNullable(slots.get(trial.repeatOf().getAsInt()))
          .filter(slot -> slot.planned.block() == trial.block())
          .ifPresent(slot -> slot.tries.add(trial));
      calm |= trial.block() > lastPlanned();
    }
  }

  private int lastPlanned() {
    return plan.trials().getLast().block();
  }

  /** The next trial to measure again at the end of a block; empty where there is none. */
  Optional<TrialSource.Step.Repeat> after(int block) {
    return next(
        slots.values().stream()
            .filter(slot -> slot.planned.block() == block && slot.repeats() < AFTER_ITS_BLOCK));
  }

  /** The next trial to measure again after the last block; empty where there is none. */
  Optional<TrialSource.Step.Repeat> afterTheLast() {
    Optional<TrialSource.Step.Repeat> lost =
        next(slots.values().stream().filter(slot -> slot.repeats() < allowed));
    if (lost.isPresent()) {
      return lost;
    }
    if (!calm) {
      calm = true;
      quiet.addAll(noisyBlocks());
    }
    return quiet.isEmpty() ? Optional.empty() : Optional.of(quiet.removeFirst());
  }

  /** Whether any trial lacks something that another try could give. */
  boolean lacks() {
    return slots.values().stream().anyMatch(this::isWorthATry);
  }

  private boolean isWorthATry(Slot slot) {
    return !excluded.test(slot.planned.cell()) && !slot.lacks(wanted).isEmpty() && !givenUp(slot);
  }

  private Optional<TrialSource.Step.Repeat> next(Stream<Slot> some) {
    return some.filter(this::isWorthATry)
        .min(Comparator.comparingInt(Slot::repeats).thenComparingInt(slot -> slot.planned.trial()))
        .map(
            slot ->
                new TrialSource.Step.Repeat(
                    new PlannedTrial(
                        ++lastNumber,
                        slot.planned.block(),
                        plot(slot.planned.plot()),
                        slot.planned.cell()),
                    slot.planned.trial()));
  }

  /** The same server where it still runs with these settings; else it is started for a new plot. */
  private int plot(int planned) {
    if (planned == plotInHand) {
      return planned;
    }
    int known = plots.getOrDefault(planned, 0);
    if (known != 0 && known == plotInHand) {
      return known;
    }
    plots.put(planned, ++lastPlot);
    return lastPlot;
  }

  /** Whether its cell lost the same for the same reason in so many blocks that it is given up. */
  private boolean givenUp(Slot slot) {
    return slot.lacks(wanted).stream().allMatch(quantity -> givenUp(slot.planned.cell(), quantity));
  }

  private boolean givenUp(String cell, Quantity quantity) {
    Map<Trouble.Kind, Set<Integer>> blocks = new HashMap<>();
    for (Slot slot : slots.values()) {
      if (slot.planned.cell().equals(cell)
          && slot.repeats() > 0
          && slot.lacks(wanted).contains(quantity)) {
        slot.tries.getLast().trouble().all().stream()
            .map(Trouble::kind)
            .filter(kind -> kind.cause() == Cause.OUTSIDE && kind.lost().contains(quantity))
            .forEach(
                kind ->
                    blocks.computeIfAbsent(kind, k -> new TreeSet<>()).add(slot.planned.block()));
      }
    }
    return blocks.values().stream().anyMatch(of -> of.size() >= GIVEN_UP);
  }

  /** The noisy trials once more, those of one block with the control in a block of their own. */
  private List<TrialSource.Step.Repeat> noisyBlocks() {
    Collection<Slot> all = slots.values();
    Map<Integer, Set<String>> noisy = new TreeMap<>();
    all.stream()
        .filter(slot -> slot.tries.stream().allMatch(one -> one.validity() == Validity.NOISY))
        .forEach(
            slot ->
                noisy
                    .computeIfAbsent(slot.planned.block(), block -> new TreeSet<>())
                    .add(slot.planned.cell()));
    if (2 * noisy.values().stream().mapToInt(Set::size).sum() > all.size()) {
      return List.of();
    }
    List<TrialSource.Step.Repeat> again = new ArrayList<>();
    int number = lastNumber;
    for (Map.Entry<Integer, Set<String>> block : noisy.entrySet()) {
      lastBlock++;
      Map<Integer, Integer> plotOf = new HashMap<>();
      for (PlannedTrial like : plan.trials()) {
        boolean due = block.getValue().contains(like.cell()) || like.cell().equals(plan.control());
        boolean ran = slots.containsKey(like.number());
        if (like.block() == block.getKey() && due && ran && !excluded.test(like.cell())) {
          int plot = plotOf.computeIfAbsent(like.plot(), p -> ++lastPlot);
          again.add(
              new TrialSource.Step.Repeat(
                  new PlannedTrial(++number, lastBlock, plot, like.cell()), like.number()));
        }
      }
    }
    return again;
  }
}
