package dev.paddock.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the reference server answers, as {@code paddock serve --engine pace} takes it.
 *
 * @param timeToFirstToken from the slot to the first token, were the prompt empty: a duration, or
 *     {@code lognormal:MEDIAN,SIGMA}
 * @param prefill of each prompt token
 * @param gap from a token to the next: a duration, or {@code lognormal:MEDIAN,SIGMA}
 * @param burst so many tokens leave at once, at least 1
 * @param freeze how long it stands still in how long, such as {@code 1s/5s}; empty: never
 * @param slots requests answered at once, at least 1; empty: all
 * @param tokens after which an answer ends by itself, at least 1; empty: when it was asked to
 * @param seed of the times and errors that are drawn
 * @param cache whether a prompt that begins like one before need only be read from there on
 * @param wrong share, 0 to 1, of answers that are wrong, of those that are told word by word
 */
public record PaceSpec(
    String timeToFirstToken,
    Duration prefill,
    String gap,
    int burst,
    Optional<String> freeze,
    OptionalInt slots,
    OptionalInt tokens,
    long seed,
    boolean cache,
    double wrong) {

  /** The median time to the first token of a prompt of so many tokens. */
  public Duration medianTimeToFirstToken(double promptTokens) {
    return median(timeToFirstToken).plusNanos(Math.round(promptTokens * prefill.toNanos()));
  }

  /** The median gap from a token to the next. */
  public Duration medianGap() {
    return median(gap);
  }

  private static Duration median(String drawn) {
    int colon = drawn.indexOf(':');
    return Units.duration(colon < 0 ? drawn : drawn.substring(colon + 1, drawn.indexOf(',')));
  }
}
