package dev.paddock.telemetry;

import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.util.List;
import java.util.Optional;

/**
 * The measured phase of a trial: from when its first measured request was intended to the last
 * thing that came of any. Warm-up is outside.
 *
 * @param from nanoseconds of the monotonic clock
 * @param to not before {@code from}
 */
record Span(long from, long to) {

  /** The measured phase of these requests; none where none was measured. */
  static Optional<Span> of(List<Request> requests) {
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    return measured.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Span(
                measured.stream().mapToLong(Request::intended).min().orElseThrow(),
                measured.stream().mapToLong(Span::end).max().orElseThrow()));
  }

  private static long end(Request request) {
    long last = request.stamps().isEmpty() ? 0 : request.stamps().last();
    return request.sent() + Math.max(last, request.done().orElse(0));
  }

  boolean holds(long at) {
    return at >= from && at <= to;
  }

  long nanos() {
    return to - from;
  }
}
