package dev.paddock.analysis;

import dev.paddock.journal.Event;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted over all requests of a run, valid trials or not. */
final class Counts {
  private final Map<String, Summary.Requests> cells = new HashMap<>();
  private final SortedMap<String, Integer> clocks = new TreeMap<>();

  void add(Event.Trial trial, List<Request> requests) {
    Accounting account = Accounting.of(trial.planned(), requests);
    int empty = (int) requests.stream().filter(r -> r.counts() && r.stamps().isEmpty()).count();
    Summary.Requests before = of(trial.cell());
    cells.put(
        trial.cell(),
        new Summary.Requests(
            before.planned() + account.planned(),
            before.ok() + account.ok(),
            before.error() + account.error(),
            before.timeout() + account.timeout(),
            before.unfinished() + account.unfinished(),
            before.neverSent() + account.neverSent(),
            before.empty() + empty));
    for (Request request : requests) {
      if (request.phase() == Phase.MEASURED) {
        clocks.merge(request.clock().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
  }

  Summary.Requests of(String cell) {
    return cells.getOrDefault(cell, new Summary.Requests(0, 0, 0, 0, 0, 0, 0));
  }

  /** How many measured requests were stamped by whom. */
  SortedMap<String, Integer> clocks() {
    return clocks;
  }
}
