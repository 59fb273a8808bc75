package dev.paddock.steer;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every cell, block by block, until enough is known of all, and without those that another clearly
 * beats.
 *
 * @param plan the blocks that can be had
 * @param stopping when enough is known
 * @param dominated which cells are left out on the way; empty where none is
 * @param kept ids of cells that are never left out
 */
record Adaptive(Plan plan, Stopping stopping, Optional<Dominated> dominated, List<String> kept)
    implements Strategy {

  static Adaptive of(Experiment experiment, Plan plan) {
    return new Adaptive(
        plan,
        Stopping.of(experiment),
        experiment.design().drop() == DesignSpec.Drop.DOMINATED
            ? Optional.of(Dominated.of(experiment))
            : Optional.empty(),
        Kept.of(experiment, plan));
  }

  @Override
  public boolean looks() {
    return true;
  }

  @Override
  public Optional<Event.Course> after(int block, Instant now, Seen seen, Wanted until) {
    return block == 0 ? Optional.empty() : Optional.of(decide(block, now, seen, until));
  }

  private Event.Course decide(int block, Instant now, Seen seen, Wanted until) {
    List<String> next = new ArrayList<>(field(until));
    next.removeIf(seen::infeasible);
    Optional<Event.Width> widest = stopping.widest(seen.cells(next), seen.control());
    if (stopping.enough(block, widest)) {
      return Steering.course(now, block, Event.Stage.ALL, List.of(), List.of(), widest);
    }
    List<Event.Drop> dropped =
        dominated
            .filter(rule -> block >= Dominated.LEAST_BLOCKS)
            .map(rule -> rule.of(seen.cells(next), kept))
            .orElse(List.of());
    dropped.forEach(one -> next.remove(one.cell()));
    return Steering.course(now, block, Event.Stage.ALL, next, dropped, widest);
  }

  private List<String> field(Wanted until) {
    return until.last().map(Event.Course::next).orElse(Seen.ids(plan));
  }

  @Override
  public Optional<Steering.Outlook> outlook(int most, Seen seen, Wanted until) {
    int block = until.last().map(Event.Course::after).orElse(0);
    if (!stopping.open() || block < stopping.least()) {
      return Optional.empty();
    }
    return stopping
        .outlook(seen.cells(field(until)), seen.control(), most)
        .map(
            outlook ->
                new Steering.Outlook(
                    outlook.blocks().isPresent()
                        ? Optional.of(Math.max(block + 1, outlook.blocks().getAsInt()))
                        : Optional.empty(),
                    outlook.widest()));
  }
}
