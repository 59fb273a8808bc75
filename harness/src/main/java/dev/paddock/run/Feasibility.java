package dev.paddock.run;

import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.record.Fault;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which cells are known not to run here. One that finds too little memory is, at once, and with it
 * every cell that needs no less; any other fault may be chance, and only the second trial that it
 * ends is proof.
 */
final class Feasibility {
  private static final int PROOF = 2;

  private final Plan plan;
  private final Function<Cell, Configuration> settings;
  private final Set<String> infeasible = new HashSet<>();
  private final Map<String, Integer> ended = new HashMap<>();

  /**
   * What is known so far.
   *
   * @param settings everything that is set in a cell
   * @param events of the run until now
   */
  Feasibility(Plan plan, Function<Cell, Configuration> settings, List<Event> events) {
    this.plan = plan;
    this.settings = settings;
    for (Event event : events) {
      if (event instanceof Event.Infeasible one) {
        infeasible.add(one.cell());
      } else if (event instanceof Event.Fault fault) {
        fault.cell().ifPresent(cell -> ended.merge(cell, 1, Integer::sum));
      }
    }
  }

  /** Whether a cell is known not to run. */
  boolean excludes(String cell) {
    return infeasible.contains(cell);
  }

  /** A fault ended a trial of this cell; which cells are therefore known not to run, it first. */
  List<Event.Infeasible> ended(Instant at, String cell, Fault fault) {
    List<Event.Infeasible> learned = new ArrayList<>();
    boolean memory = fault.kind() == Fault.Kind.OUT_OF_MEMORY;
    if (ended.merge(cell, 1, Integer::sum) >= PROOF || memory) {
      learn(new Event.Infeasible(at, cell, fault.words(), Optional.empty()), learned);
    }
    if (memory) {
      Configuration failed = settings.apply(plan.cell(cell));
      for (Cell other : plan.cells()) {
        if (NeedsMemory.noLess(settings.apply(other), failed)) {
          learn(new Event.Infeasible(at, other.id(), fault.words(), Optional.of(cell)), learned);
        }
      }
    }
    return List.copyOf(learned);
  }

  /** No request of this cell can be made; nor of one that asks for the same ones. */
  List<Event.Infeasible> impossible(Instant at, String cell, String why) {
    List<Event.Infeasible> learned = new ArrayList<>();
    learn(new Event.Infeasible(at, cell, why, Optional.empty()), learned);
    Configuration failed = settings.apply(plan.cell(cell)).only(Feasibility::shapesRequests);
    for (Cell other : plan.cells()) {
      if (settings.apply(other).only(Feasibility::shapesRequests).equals(failed)) {
        learn(new Event.Infeasible(at, other.id(), why, Optional.empty()), learned);
      }
    }
    return List.copyOf(learned);
  }

  /** How the load arrives and through what makes no request longer or shorter. */
  private static boolean shapesRequests(Setting setting) {
    return setting.scope() != Scope.LOAD && setting.scope() != Scope.PROXY;
  }

  private void learn(Event.Infeasible one, List<Event.Infeasible> learned) {
    if (infeasible.add(one.cell())) {
      learned.add(one);
    }
  }
}
