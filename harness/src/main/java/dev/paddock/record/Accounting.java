package dev.paddock.record;

import java.util.List;

/**
 * Where every planned request of a trial went.
 *
 * @param ok answered at their full length
 * @param neverSent planned less all that were sent; negative where more were sent than planned
 * @param repeated recorded under a number that was recorded before
 * @param replaced answers that ended too early, for each of which one more was sent: beside the
 *     plan
 */
public record Accounting(
    int planned,
    int ok,
    int error,
    int timeout,
    int unfinished,
    int neverSent,
    int repeated,
    int replaced) {

  /** One in which no answer was replaced. */
  public Accounting(
      int planned, int ok, int error, int timeout, int unfinished, int neverSent, int repeated) {
    this(planned, ok, error, timeout, unfinished, neverSent, repeated, 0);
  }

  /** The account of these requests; warm-up is no part of the plan. */
  public static Accounting of(int planned, List<Request> requests) {
    List<Request> measured = requests.stream().filter(r -> r.phase() == Phase.MEASURED).toList();
    int unique = (int) measured.stream().mapToInt(Request::id).distinct().count();
    int replaced = (int) measured.stream().filter(Request::replaced).count();
    return new Accounting(
        planned,
        count(measured, Outcome.OK) - replaced,
        count(measured, Outcome.ERROR),
        count(measured, Outcome.TIMEOUT),
        count(measured, Outcome.UNFINISHED),
        planned + replaced - unique,
        measured.size() - unique,
        replaced);
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
