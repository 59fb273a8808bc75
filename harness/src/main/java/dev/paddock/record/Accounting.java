package dev.paddock.record;

import java.util.List;

/**
 * Where every planned request of a trial went.
 *
 * @param neverSent planned less all that were sent; negative where more were sent than planned
 * @param repeated recorded under a number that was recorded before
 */
public record Accounting(
    int planned, int ok, int error, int timeout, int unfinished, int neverSent, int repeated) {

  /** The account of these requests; warm-up is no part of the plan. */
  public static Accounting of(int planned, List<Request> requests) {
    List<Request> measured = requests.stream().filter(r -> r.phase() == Phase.MEASURED).toList();
    int unique = (int) measured.stream().mapToInt(Request::id).distinct().count();
    return new Accounting(
        planned,
        count(measured, Outcome.OK),
        count(measured, Outcome.ERROR),
        count(measured, Outcome.TIMEOUT),
        count(measured, Outcome.UNFINISHED),
        planned - unique,
        measured.size() - unique);
  }

  private static int count(List<Request> requests, Outcome outcome) {
    return (int) requests.stream().filter(request -> request.outcome() == outcome).count();
  }

  /** Whether planned = ok + error + timeout + unfinished + never sent, each counted once. */
  public boolean holds() {
    return neverSent >= 0
        && repeated == 0
        && planned == ok + error + timeout + unfinished + neverSent;
  }
}
