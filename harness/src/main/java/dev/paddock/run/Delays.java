package dev.paddock.run;

import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import java.util.List;
import java.util.OptionalLong;

/** How late the client may be before it spoils what it measures, in nanoseconds. */
final class Delays {
  private static final long LEAST = 1_000_000;

  private Delays() {}

  /**
   * What it means that the client was late: where the kernel stamped every arrival, only what is
   * reckoned from when a request should have left; else its own stamps were late as well.
   *
   * @param words that say so; none where it was not
   */
  static Troubles late(List<Request> requests, List<String> words) {
    boolean stamped =
        requests.stream()
            .filter(Request::counts)
            .allMatch(request -> request.clock() == StampClock.KERNEL);
    return Troubles.of(stamped ? Kind.SENT_LATE : Kind.STAMPED_LATE, words);
  }

  /**
   * The larger of 1 ms and 1 % of the median time to the first token, or to vectors; none where
   * neither came.
   *
   * @param ok the measured requests that ended well
   */
  static OptionalLong allowed(List<Request> ok) {
    long[] firstTokens =
        ok.stream()
            .flatMapToLong(
                request ->
                    (request.vectors().isPresent()
                            ? request.endToEnd()
                            : request.timeToFirstToken())
                        .stream())
            .sorted()
            .toArray();
    return firstTokens.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(LEAST, firstTokens[firstTokens.length / 2] / 100));
  }
}
