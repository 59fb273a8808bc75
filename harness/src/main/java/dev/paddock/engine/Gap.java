package dev.paddock.engine;

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
      case Lognormal(long median, double sigma) ->
          Math.round(median * Math.exp(sigma * random.nextGaussian()));
    };
  }

  private static void notNegative(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("a gap is not negative");
    }
  }
}
