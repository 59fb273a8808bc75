package dev.paddock.engine.pace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the reference server answers: its token schedule and what it does wrong.
 *
 * @param first from the slot to the first token, were the prompt empty
 * @param prefill of each prompt token, in nanoseconds
 * @param burst so many tokens leave at once, after the sum of their gaps
 * @param slots requests answered at once; the others wait in the order in which they came
 * @param tokens after which every answer ends by itself, if it is not cut before
 * @param seed of all that is drawn
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
    List<PaceFault> faults) {
  /** What a request gets that says nothing itself, of a server that is not told either. */
  private static final int USUAL_TOKENS = 128;

  public Pace {
    if (prefill < 0) {
      throw new IllegalArgumentException("the time of a prompt token is not negative");
    }
    if (burst < 1 || slots < 1 || tokens.orElse(1) < 1) {
      throw new IllegalArgumentException("a burst, the slots and the tokens are at least 1 each");
    }
    faults = List.copyOf(faults);
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
    return asked.isPresent()
        ? Math.min(asked.getAsInt(), tokens.orElse(Integer.MAX_VALUE))
        : tokens.orElse(USUAL_TOKENS);
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
