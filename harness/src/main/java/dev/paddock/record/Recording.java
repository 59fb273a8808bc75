package dev.paddock.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a trial recorded, as its figures are reckoned from it.
 *
 * @param requests all of them
 * @param telemetry in the order of time
 * @param good whether a request met the limits that can be asked of one; empty where none is asked
 */
public record Recording(
    List<Request> requests, List<Sample> telemetry, Optional<Predicate<Request>> good) {
  public Recording {
    requests = List.copyOf(requests);
    telemetry = List.copyOf(telemetry);
  }

  /** The measured requests that ended well: only they have latencies. */
  public List<Request> counted() {
    return requests.stream().filter(Request::counts).toList();
  }

  /** The time in which rates are counted; none where no measured request ended. */
  Optional<Window> window() {
    return Window.of(requests);
  }
}
