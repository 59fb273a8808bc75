package dev.paddock.engine.pace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * How the reference server answers: its token schedule and what it does wrong.
 *
 * @param first from the slot to the first token, were the prompt empty
 * @param prefill of each prompt token, in nanoseconds
 * @param burst so many tokens leave at once, after the sum of their gaps
 * @param slots requests answered at once; the others wait in the order in which they came
 * @param tokens after which every answer ends by itself, if it is not cut before
 * @param seed of all that is drawn
 * @param cache whether a prompt that begins like one before need only be read from there on
 * @param wrong share of the answers told word by word ({@code [[answer: TEXT]]}) that are wrong, 0
 *     to 1
 */
public record Pace(
    Gap first,
    long prefill,
    Gap gap,
    int burst,
    Freeze freeze,
    int slots,
    OptionalInt tokens,
    long seed,
    boolean cache,
    double wrong,
    List<PaceFault> faults) {
  /** What a request gets that says nothing itself, of a server that is not told either. */
  private static final int USUAL_TOKENS = 128;

  /** Keeps what is drawn of errors apart from what is drawn of times. */
  private static final long ERRORS = 0x5EED_0FE2_2025L;

  public Pace {
    if (prefill < 0) {
      throw new IllegalArgumentException("the time of a prompt token is not negative");
    }
    if (burst < 1 || slots < 1 || tokens.orElse(1) < 1) {
      throw new IllegalArgumentException("a burst, the slots and the tokens are at least 1 each");
    }
    if (!(wrong >= 0 && wrong <= 1)) {
      throw new IllegalArgumentException("the share of wrong answers is 0% to 100%");
    }
    faults = List.copyOf(faults);
  }

  /** A pace without a cache, and never wrong. */
  public Pace(
      Gap first,
      long prefill,
      Gap gap,
      int burst,
      Freeze freeze,
      int slots,
      OptionalInt tokens,
      long seed,
      List<PaceFault> faults) {
    this(first, prefill, gap, burst, freeze, slots, tokens, seed, false, 0, faults);
  }

  /** A steady pace with slots for all and nothing wrong. */
  public static Pace steady(long timeToFirstToken, long gap) {
    return new Pace(
        new Gap.Fixed(timeToFirstToken),
        0,
        new Gap.Fixed(gap),
        1,
        Freeze.NEVER,
        Integer.MAX_VALUE,
        OptionalInt.empty(),
        0,
        List.of());
  }

  /** The tokens of an answer to a request for {@code asked}. */
  int answer(OptionalInt asked) {
    return asked.isPresent() ? longest(asked) : tokens.orElse(USUAL_TOKENS);
  }

  /** The most tokens of an answer to a request for {@code asked}. */
  int longest(OptionalInt asked) {
    return Math.min(asked.orElse(Integer.MAX_VALUE), tokens.orElse(Integer.MAX_VALUE));
  }

  /** Whether the request of this number is answered wrongly; the same seed always says the same. */
  boolean errs(long number) {
    long drawn = (seed ^ ERRORS) + number * 0xBF58476D1CE4E5B9L;
    return new SplittableRandom(drawn).nextDouble() < wrong;
  }

  boolean has(PaceFault.Kind kind) {
    return fault(kind).isPresent();
  }

  Optional<PaceFault> fault(PaceFault.Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).findFirst();
  }

  /** Whether the fault strikes at the token {@code token}, from 1, of {@code tokens}. */
  boolean strikes(PaceFault.Kind kind, int token, int tokens) {
    return fault(kind).filter(fault -> fault.token(tokens) == token).isPresent();
  }
}
