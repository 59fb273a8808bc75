package dev.paddock.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The measured window of a trial: from the moment when the first measured request was intended to
 * the moment when the first client finds no more work, that is the first end of a request, or of a
 * conversation, after the last planned one was begun. From then on the load is no longer the
 * planned one; what replaces short answers after that is no part of it.
 *
 * <p>A request that lies across an edge is counted for what fell inside: its tokens by their
 * arrival, itself where its end came.
 *
 * @param from nanoseconds of the monotonic clock
 * @param to after {@code from}
 */
record Window(long from, long to) {
  /** The window of these requests; none where no measured request ended. */
  static Optional<Window> of(List<Request> requests) {
    List<Request> measured =
        Request.planned(requests.stream().filter(r -> r.phase() == Phase.MEASURED).toList());
    long from = measured.stream().mapToLong(Request::intended).min().orElse(0);
    long lastSent = Request.beginning(measured).stream().mapToLong(Request::sent).max().orElse(0);
    OptionalLong to =
        Request.ending(measured).stream()
            .flatMapToLong(request -> end(request).stream())
            .filter(end -> end > lastSent)
            .min();
    return to.isPresent() && to.getAsLong() > from
        ? Optional.of(new Window(from, to.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong end(Request request) {
    return request.done().isPresent()
        ? OptionalLong.of(request.sent() + request.done().getAsLong())
        : OptionalLong.empty();
  }

  double seconds() {
    return (to - from) / 1e9;
  }

  private boolean holds(long nanos) {
    return nanos >= from && nanos <= to;
  }

  /** Requests that ended well inside, at their full length. */
  long completed(List<Request> requests) {
    return requests.stream()
        .filter(request -> request.outcome() == Outcome.OK && !request.replaced())
        .filter(request -> end(request).stream().anyMatch(this::holds))
        .count();
  }

  /** How much of a request's time lies inside, from 0 to 1; none of one that has no end. */
  double share(Request request) {
    OptionalLong end = end(request);
    long took = end.orElse(0) - request.sent();
    return end.isEmpty() || took <= 0
        ? 0
        : (double) Math.max(0, Math.min(end.getAsLong(), to) - Math.max(request.sent(), from))
            / took;
  }

  /** Tokens that arrived inside; each chunk of an answer is worth its tokens over its chunks. */
  double tokens(List<Request> requests) {
    double tokens = 0;
    for (Request request : requests) {
      int chunks = request.stamps().size();
      int inside = 0;
      for (int i = 0; i < chunks; i++) {
        inside += holds(request.sent() + request.stamps().get(i)) ? 1 : 0;
      }
      if (chunks > 0) {
        tokens += (double) inside * request.outputTokens().orElse(chunks) / chunks;
      }
    }
    return tokens;
  }
}
