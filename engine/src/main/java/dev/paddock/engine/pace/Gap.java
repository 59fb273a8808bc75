package dev.paddock.engine.pace;

import java.util.random.RandomGenerator;

/** How long the reference server takes from one token to the next. */
public sealed interface Gap {
  /** Always the same, in nanoseconds. */
  record Fixed(long nanos) implements Gap {
    public Fixed {
      notNegative(nanos);
    }
  }

  /**
   * Always the same and the same for all: every token leaves on a tick of the server's own clock,
   * so that streams are in phase, as engines emit them that compute in batches.
   *
   * @param nanos from a tick to the next, at least 1
   */
  record Ticks(long nanos) implements Gap {
    public Ticks {
      if (nanos < 1) {
        throw new IllegalArgumentException("from a tick to the next it takes some time");
      }
    }
  }

  /**
   * Lognormal, so never negative and skewed as real gaps are.
   *
   * @param median in nanoseconds
   * @param sigma standard deviation of the logarithm
   */
  record Lognormal(long median, double sigma) implements Gap {
    public Lognormal {
      notNegative(median);
      if (!(sigma >= 0 && sigma <= 10)) {
        throw new IllegalArgumentException(
            "a lognormal's sigma lies between 0 and 10, not " + sigma);
      }
    }
  }

  /** The next gap in nanoseconds. */
  default long next(RandomGenerator random) {
    return switch (this) {
      case Fixed(long nanos) -> nanos;
      case Ticks(long nanos) -> nanos;
      case Lognormal(long median, double sigma) ->
          Math.round(median * Math.exp(sigma * random.nextGaussian()));
    };
  }

  /** When a token leaves that is due at {@code nanos} since the server started. */
  default long leaves(long nanos) {
    return this instanceof Ticks(long tick) ? Math.ceilDiv(nanos, tick) * tick : nanos;
  }

  private static void notNegative(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("a gap is not negative");
    }
  }
}
