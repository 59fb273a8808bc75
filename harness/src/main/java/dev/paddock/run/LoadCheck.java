package dev.paddock.run;

import dev.paddock.experiment.LoadSpec;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Spread;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Whether the load of a trial was the planned one, as far as the client is to blame. */
final class LoadCheck {
  /** Share of the planned rate, or of the planned concurrency, that has to be delivered. */
  private static final double DELIVERED = 0.95;

  /** Lag that is always allowed, in nanoseconds. */
  private static final long ALLOWED = 1_000_000;

  private LoadCheck() {}

  /**
   * What of the load was not as planned.
   *
   * @param requests all that were sent, warm-up included
   */
  static Troubles of(LoadSpec load, List<Request> requests) {
    List<Request> sorted = requests.stream().sorted(Comparator.comparingInt(Request::id)).toList();
    return switch (load) {
      case LoadSpec.Closed(int clients, Duration think) ->
          late(sorted, OptionalInt.empty())
              .and(think.isZero() ? shortOfPlan(concurrency(sorted, clients)) : Troubles.NONE);
      case LoadSpec.Open(var arrivals, OptionalInt most) ->
          late(sorted, most).and(most.isEmpty() ? shortOfPlan(rate(sorted)) : Troubles.NONE);
    };
  }

  private static Troubles late(List<Request> sorted, OptionalInt most) {
    return Delays.late(sorted, lag(sorted, most).stream().toList());
  }

  private static Troubles shortOfPlan(Optional<String> words) {
    return Troubles.of(Kind.LOAD_SHORT, words.stream().toList());
  }

  /** p99 of the lag is over the larger of 1 ms and 1 % of the median time to first token. */
  private static Optional<String> lag(List<Request> requests, OptionalInt most) {
    OptionalLong allowed = Delays.allowed(requests.stream().filter(Request::counts).toList());
    Optional<Spread> lags = Spread.of(unplanned(requests, most.orElse(Integer.MAX_VALUE)));
    return allowed.isPresent() && lags.isPresent() && lags.get().p99() > allowed.getAsLong()
        ? Optional.of(
            "schedule lag p99 of %.1f ms%s is over the allowed %.1f ms: the client could not keep up. Leave it a core: give the server a smaller num_thread, or pin the two to different cores"
                .formatted(
                    lags.get().p99() / 1e6,
                    most.isPresent() ? ", the wait for one of the places apart," : "",
                    allowed.getAsLong() / 1e6))
        : Optional.empty();
  }

  /**
   * The lags of requests that count, less what the limit of requests under way explains: in the
   * order of the schedule each waits, if all places are taken, until the first of them is free.
   */
  private static long[] unplanned(List<Request> requests, int places) {
    PriorityQueue<Long> ends = new PriorityQueue<>();
    long[] lags = new long[requests.size()];
    int counted = 0;
    for (Request request : requests) {
      long free = ends.size() < places ? request.intended() : ends.remove();
      if (request.counts()) {
        lags[counted++] = request.sent() - Math.max(request.intended(), free);
      }
      ends.add(lastSeen(request));
    }
    return Arrays.copyOf(lags, counted);
  }

  /**
   * Its end; of one that has none the last that was seen of it, which is before its place was free.
   */
  private static long lastSeen(Request request) {
    long last = request.headers().orElse(0);
    if (!request.stamps().isEmpty()) {
      last = request.stamps().last();
    }
    return request.sent() + request.done().orElse(last);
  }

  /** The rate at which requests left, over that at which they were to. */
  private static Optional<String> rate(List<Request> requests) {
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    if (measured.size() < 2) {
      return Optional.empty();
    }
    double planned = measured.getLast().intended() - measured.getFirst().intended();
    double sent = measured.getLast().sent() - measured.getFirst().sent();
    if (planned >= DELIVERED * sent || sent - planned <= ALLOWED) {
      return Optional.empty();
    }
    double gaps = measured.size() - 1;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "delivered rate short of the plan: %.1f requests/s were sent, %.1f were planned",
            gaps / sent * 1e9,
            gaps / planned * 1e9));
  }

  /** Requests under way, on average over the time in which every client has work. */
  private static Optional<String> concurrency(List<Request> requests, int clients) {
    boolean ended = requests.stream().allMatch(request -> request.done().isPresent());
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    // A client that is refused waits before it sends again: that concurrency the server declined.
    boolean refused = requests.stream().anyMatch(Request::refused);
    if (!ended || refused || measured.isEmpty() || requests.size() < clients) {
      return Optional.empty();
    }
    long from = measured.stream().mapToLong(Request::intended).min().orElseThrow();
    long lastSent =
        Request.beginning(Request.planned(requests)).stream()
            .mapToLong(Request::sent)
            .max()
            .orElseThrow();
    OptionalLong to =
        Request.ending(requests).stream()
            .mapToLong(LoadCheck::lastSeen)
            .filter(end -> end > lastSent)
            .min();
    if (to.isEmpty() || to.getAsLong() <= from) {
      return Optional.empty();
    }
    double window = to.getAsLong() - from;
    double busy = 0;
    for (Request request : requests) {
      busy +=
          Math.max(0, Math.min(lastSeen(request), to.getAsLong()) - Math.max(request.sent(), from));
    }
    double idle = clients * window - busy;
    return busy >= DELIVERED * clients * window || idle <= (double) ALLOWED * measured.size()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "delivered concurrency short of the plan: %.2f requests under way on average, %d"
                    + " were planned",
                busy / window,
                clients));
  }
}
