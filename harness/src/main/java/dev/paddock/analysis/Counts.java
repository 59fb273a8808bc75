package dev.paddock.analysis;

import dev.paddock.journal.Event;
import dev.paddock.record.Accounting;
import dev.paddock.record.TrialSummary;
import dev.paddock.summary.OfCell.Requests;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted over all requests of a run, valid trials or not. */
final class Counts {
  private final Map<String, Requests> cells = new HashMap<>();
  private final Map<String, Integer> moved = new HashMap<>();
  private final SortedMap<String, Integer> clocks = new TreeMap<>();

  void add(Event.Trial event, TrialSummary trial) {
    String cell = event.cell();
    if (event.counts() && trial.moved().orElse(false)) {
      moved.merge(cell, 1, Integer::sum);
    }
    Accounting account = trial.accounting();
    Requests before = of(cell);
    cells.put(
        cell,
        new Requests(
            before.planned() + account.planned(),
            before.ok() + account.ok(),
            before.error() + account.error(),
            before.timeout() + account.timeout(),
            before.unfinished() + account.unfinished(),
            before.neverSent() + account.neverSent(),
            before.empty() + trial.empty()));
    trial.clocks().forEach((clock, requests) -> clocks.merge(clock, requests, Integer::sum));
  }

  /** In how many valid trials of a cell the latency still moved. */
  int moved(String cell) {
    return moved.getOrDefault(cell, 0);
  }

  Requests of(String cell) {
    return cells.getOrDefault(cell, new Requests(0, 0, 0, 0, 0, 0, 0));
  }

  /** How many measured requests were stamped by whom. */
  SortedMap<String, Integer> clocks() {
    return clocks;
  }
}
