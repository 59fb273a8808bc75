package dev.paddock.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the reference server answers, as {@code paddock serve --engine pace} takes it.
 *
 * @param timeToFirstToken from the slot to the first token
 * @param gap from a token to the next: a duration, or {@code lognormal:MEDIAN,SIGMA}
 * @param burst so many tokens leave at once, at least 1
 * @param freeze how long it stands still in how long, such as {@code 1s/5s}; empty: never
 * @param slots requests answered at once, at least 1; empty: all
 * @param tokens after which an answer ends by itself, at least 1; empty: when it was asked to
 * @param seed of the gaps that are drawn
 */
public record PaceSpec(
    Duration timeToFirstToken,
    String gap,
    int burst,
    Optional<String> freeze,
    OptionalInt slots,
    OptionalInt tokens,
    long seed) {

  /** The median gap from a token to the next. */
  public Duration medianGap() {
    int colon = gap.indexOf(':');
    return Units.duration(colon < 0 ? gap : gap.substring(colon + 1, gap.indexOf(',')));
  }
}
