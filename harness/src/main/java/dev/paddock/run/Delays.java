package dev.paddock.run;

import dev.paddock.record.Request;
import java.util.List;
import java.util.OptionalLong;

/** How late the client may be before it spoils what it measures, in nanoseconds. */
final class Delays {
  private static final long LEAST = 1_000_000;

  private Delays() {}

  /**
   * The larger of 1 ms and 1 % of the median time to the first token; none where no token came.
   *
   * @param ok the measured requests that ended well
   */
  static OptionalLong allowed(List<Request> ok) {
    long[] firstTokens =
        ok.stream()
            .flatMapToLong(request -> request.timeToFirstToken().stream())
            .sorted()
            .toArray();
    return firstTokens.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(LEAST, firstTokens[firstTokens.length / 2] / 100));
  }
}
