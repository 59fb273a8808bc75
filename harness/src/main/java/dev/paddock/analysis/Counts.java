package dev.paddock.analysis;

import dev.paddock.record.Accounting;
import dev.paddock.record.TrialSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted over all requests of a run, valid trials or not. */
final class Counts {
  private final Map<String, Summary.Requests> cells = new HashMap<>();
  private final SortedMap<String, Integer> clocks = new TreeMap<>();

  void add(String cell, TrialSummary trial) {
    Accounting account = trial.accounting();
    Summary.Requests before = of(cell);
    cells.put(
        cell,
        new Summary.Requests(
            before.planned() + account.planned(),
            before.ok() + account.ok(),
            before.error() + account.error(),
            before.timeout() + account.timeout(),
            before.unfinished() + account.unfinished(),
            before.neverSent() + account.neverSent(),
            before.empty() + trial.empty()));
    trial.clocks().forEach((clock, requests) -> clocks.merge(clock, requests, Integer::sum));
  }

  Summary.Requests of(String cell) {
    return cells.getOrDefault(cell, new Summary.Requests(0, 0, 0, 0, 0, 0, 0));
  }

  /** How many measured requests were stamped by whom. */
  SortedMap<String, Integer> clocks() {
    return clocks;
  }
}
