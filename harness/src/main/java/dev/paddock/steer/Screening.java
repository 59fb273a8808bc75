package dev.paddock.steer;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.journal.Event.Stage;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Fraction;
import dev.paddock.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way to the best cell with few trials. A fraction of the cells in a few blocks; then the cells
 * that may be better than the leading one by more than the precision, block by block fewer; then
 * the one that is left beside the control, in fresh blocks, whose trials alone say how much better
 * it is.
 *
 * <p>What a cell is worth is what a model of main effects and two-factor interactions says of it,
 * and what its own trials say beyond that; see {@link Worth}. A cell is left out when the upper
 * bound of its lead over the leading cell is below the precision, at 5 % shared out over the cells.
 */
final class Screening implements Strategy {
  /** Of the fraction. */
  private static final int BLOCKS = 3;

  /** At least, for what is recommended. */
  private static final int CONFIRMING = 5;

  private final Experiment experiment;
  private final DesignSpec design;
  private final Plan plan;
  private final List<String> kept;
  private final Fraction fraction;

  Screening(Experiment experiment, Plan plan) {
    this.experiment = experiment;
    this.design = experiment.design();
    this.plan = plan;
    this.kept = Kept.of(experiment, plan); // in every block
    this.fraction = Fraction.of(plan);
  }

  @Override
  public boolean looks() {
    return true;
  }

  @Override
  public Optional<Event.Course> after(int block, Instant now, Seen seen, Wanted until) {
    return Optional.of(decide(block, now, seen.cells(), until));
  }

  /** None: cells are left on the way, so how many blocks it takes is not a matter of width. */
  @Override
  public Optional<Steering.Outlook> outlook(int most, Seen seen, Wanted until) {
    return Optional.empty();
  }

  private Event.Course decide(int block, Instant now, List<Observed> cells, Wanted until) {
    Stage stage = until.of(block).map(Event.Course::stage).orElse(Stage.SCREENING);
    if (block < BLOCKS) {
      return course(now, block, Stage.SCREENING, with(fraction.cells(), cells), List.of());
    }
    return stage == Stage.CONFIRMING
        ? confirmed(now, block, cells, until)
        : narrowed(now, block, cells, until);
  }

  private Event.Course narrowed(Instant now, int block, List<Observed> cells, Wanted until) {
    Set<String> out = until.dropped().stream().map(Event.Drop::cell).collect(Collectors.toSet());
    List<String> field =
        cells.stream().map(cell -> cell.cell().id()).filter(id -> !out.contains(id)).toList();
    Optional<Worth> worth = Worth.of(experiment, plan, fraction, cells, block);
    Optional<String> leader = worth.flatMap(w -> w.leader(field));
    if (leader.isEmpty()) {
      return course(now, block, Stage.NARROWING, with(field, cells), List.of());
    }
    List<Event.Drop> dropped =
        field.stream()
            .filter(id -> !id.equals(leader.get()))
            .flatMap(id -> worth.get().out(id, leader.get()).stream())
            .toList();
    List<String> left = new ArrayList<>(field);
    dropped.forEach(drop -> left.remove(drop.cell()));
    List<Event.Drop> told = dropped.stream().filter(drop -> !kept.contains(drop.cell())).toList();
    if (left.size() > 1 && block < design.maxBlocks() - CONFIRMING) {
      return course(now, block, Stage.NARROWING, with(left, cells), told);
    }
    return course(
        now,
        block,
        Stage.CONFIRMING,
        with(List.of(chosen(worth.get(), leader.get(), cells)), cells),
        told);
  }

  /** The leader; where that is the control, the best other, for the control to be compared with. */
  private String chosen(Worth worth, String leader, List<Observed> cells) {
    if (!leader.equals(plan.control())) {
      return leader;
    }
    return worth
        .leader(
            cells.stream().map(cell -> cell.cell().id()).filter(id -> !id.equals(leader)).toList())
        .orElse(leader);
  }

  private Event.Course confirmed(Instant now, int block, List<Observed> cells, Wanted until) {
    List<String> field = until.of(block).map(Event.Course::next).orElse(List.of());
    List<Integer> fresh = until.confirming();
    int first = fresh.getFirst();
    int blocks = block - first + 1;
    List<Observed> confirming =
        cells.stream()
            .filter(cell -> field.contains(cell.cell().id()))
            .map(cell -> cell.from(first))
            .toList();
    Optional<Observed> control =
        confirming.stream().filter(one -> one.cell().id().equals(plan.control())).findFirst();
    Stopping stopping = stopping(experiment, first);
    Optional<Event.Width> widest = control.flatMap(c -> stopping.widest(confirming, c));
    boolean enough =
        design.open()
            && blocks >= CONFIRMING
            && block >= design.minBlocks()
            && stopping.narrow(widest);
    return Steering.course(
        now, block, Stage.CONFIRMING, enough ? List.of() : field, List.of(), widest);
  }

  /** When the blocks from {@code first} on are enough. */
  static Stopping stopping(Experiment experiment, int first) {
    DesignSpec design = experiment.design();
    int most = design.maxBlocks() - first + 1;
    int least = Math.max(CONFIRMING, design.minBlocks() - first + 1);
    return new Stopping(
        experiment.metrics(),
        Math.min(least, most),
        design.open() ? most : least,
        design.precision());
  }

  private List<String> with(List<String> field, List<Observed> cells) {
    Set<String> next = new LinkedHashSet<>(kept);
    next.addAll(field);
    return cells.stream().map(cell -> cell.cell().id()).filter(next::contains).toList();
  }

  private static Event.Course course(
      Instant now, int block, Stage stage, List<String> next, List<Event.Drop> dropped) {
    return new Event.Course(now, block, stage, next, dropped, Optional.empty());
  }
}
