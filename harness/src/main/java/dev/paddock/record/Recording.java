package dev.paddock.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a trial recorded, as its figures are reckoned from it; what many of them ask is kept. */
public final class Recording {
  private final List<Request> requests;
  private final List<Sample> telemetry;
  private final Optional<Predicate<Request>> good;
  private final List<Request> counted;
  private final int failed;
  private final Optional<Window> window;

  /**
   * What these recorded.
   *
   * @param requests all of them
   * @param telemetry in the order of time
   * @param good whether a request met the limits that can be asked of one; empty where none is
   *     asked
   */
  public Recording(
      List<Request> requests, List<Sample> telemetry, Optional<Predicate<Request>> good) {
    this.requests = List.copyOf(requests);
    this.telemetry = List.copyOf(telemetry);
    this.good = good;
    this.counted = this.requests.stream().filter(Request::counts).toList();
    this.failed =
        (int)
            this.requests.stream()
                .filter(one -> one.phase() == Phase.MEASURED && one.outcome() != Outcome.OK)
                .count();
    this.window = Window.of(this.requests);
  }

  List<Request> requests() {
    return requests;
  }

  List<Sample> telemetry() {
    return telemetry;
  }

  Optional<Predicate<Request>> good() {
    return good;
  }

  /** The measured requests that ended well: only they have latencies. */
  public List<Request> counted() {
    return counted;
  }

  /** How many measured requests did not end well. */
  public int failed() {
    return failed;
  }

  /** The time in which rates are counted; none where no measured request ended. */
  Optional<Window> window() {
    return window;
  }
}
