package dev.paddock.benchmarks.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * How long callers wait for their permits, by the real limiters with a clock that is handed in: no
 * time passes, and the same seed gives the same waits.
 *
 * <p>Callers arrive as a Poisson process for one minute, and each waits for its turn.
 */
final class PermitQueues {
  static final List<Integer> RATES = List.of(5, 10, 20);

  /** Arrivals over permits. */
  static final List<Double> LOADS = List.of(0.5, 1.0, 2.0);

  private static final double MINUTE = 60;
  private static final double NANOS = 1e9;

  /** Minutes that are simulated, each from a limiter that nobody has asked yet. */
  private static final int MINUTES = 400;

  private static final Duration PATIENCE = Duration.ofHours(1);

  private PermitQueues() {}

  /** A limiter that takes a reservation. */
  enum Queue {
    /** Bucket4j with room for one permit: they come at even distances. */
    BUCKET4J_ONE("bucket4j, room for 1 permit") {
      @Override
      LongSupplier open(int rate, LongSupplier clock) {
        return bucket(1, rate, clock);
      }
    },
    /** Bucket4j with room for the permits of a second, as its guide begins. */
    BUCKET4J_SECOND("bucket4j, room for 1 s") {
      @Override
      LongSupplier open(int rate, LongSupplier clock) {
        return bucket(rate, rate, clock);
      }
    },
    /** Resilience4j's default. */
    RESILIENCE4J_ATOMIC("resilience4j-atomic, each second") {
      @Override
      LongSupplier open(int rate, LongSupplier clock) {
        AtomicRateLimiter limiter =
            new AtomicRateLimiter(
                "simulated", Permits.eachSecond(rate, PATIENCE), clock::getAsLong);
        return () -> limiter.reservePermission(1);
      }
    };

    private final String words;

    Queue(String words) {
      this.words = words;
    }

    /**
     * Reservations: each call takes a permit and says how many nanoseconds from now it is valid.
     *
     * @param clock in nanoseconds
     */
    abstract LongSupplier open(int rate, LongSupplier clock);

    private static LongSupplier bucket(int room, int rate, LongSupplier clock) {
      Bucket bucket =
          Bucket.builder()
              .addLimit(limit -> limit.capacity(room).refillGreedy(rate, Duration.ofSeconds(1)))
              .withCustomTimePrecision(
                  new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                      return clock.getAsLong();
                    }

                    @Override
                    public boolean isWallClockBased() {
                      return false;
                    }
                  })
              .build();
      return () -> bucket.consumeIgnoringRateLimits(1);
    }
  }

  /**
   * What callers waited.
   *
   * @param mean in seconds
   * @param longest mean over the minutes of the longest wait in each, in seconds
   */
  record Waits(double mean, double longest) {}

  /** The waits at a limiter of {@code rate} permits a second, at {@code load} times as many. */
  static Waits simulate(Queue queue, int rate, double load) {
    SplittableRandom random = new SplittableRandom(Math.round(rate * load * 1_000));
    double sum = 0;
    double longest = 0;
    long callers = 0;
    for (int minute = 0; minute < MINUTES; minute++) {
      long[] now = {0};
      LongSupplier limiter = queue.open(rate, () -> now[0]);
      double longestYet = 0;
      double at = random.nextExponential() / (rate * load);
      while (at < MINUTE) {
        now[0] = Math.round(at * NANOS);
        double waits = limiter.getAsLong() / NANOS;
        sum += waits;
        longestYet = Math.max(longestYet, waits);
        callers++;
        at += random.nextExponential() / (rate * load);
      }
      longest += longestYet;
    }
    return new Waits(sum / callers, longest / MINUTES);
  }

  /**
   * The mean wait in seconds where permits come at even distances, over the first minute.
   *
   * <p>Below the rate it is the M/D/1 queue's, ρ / (2μ (1 − ρ)) (Pollaczek and Khinchine), as
   * permits are its servings, each 1/μ long. Above, it is the fluid limit's: caller k waits k/μ −
   * k/λ, on average over T seconds T (ρ − 1) / 2. At the rate there is no steady state; the queue's
   * diffusion limit, a reflected Brownian motion, gives ⅔ √(2T / (π μ)).
   */
  static double truth(int rate, double load) {
    if (load < 1) {
      return load / (2 * rate * (1 - load));
    }
    return load == 1 ? 2.0 / 3 * Math.sqrt(2 * MINUTE / (Math.PI * rate)) : MINUTE * (load - 1) / 2;
  }

  static String table() {
    StringBuilder text = new StringBuilder("## How long callers wait\n\n");
    text.append(
        """
        The mean wait (and the mean of each minute's longest) of callers that arrive as a Poisson
        process for a minute and wait for their turn, over %d simulated minutes; the limiters are
        the real ones with a clock that is handed in, so no time passes. The truth is that of
        permits at even distances 1/μ: the M/D/1 queue ρ / (2μ (1 − ρ)) below the rate, the
        diffusion limit ⅔ √(2T / (πμ)) at it, the fluid limit T (ρ − 1) / 2 above it, with ρ
        arrivals a permit, μ permits a second, T = 60 s. Room for more permits than one lets a burst
        through, so its callers wait at the server instead. Guava's limiter and
        Resilience4j's with a semaphore take no clock, so they are not simulated: Guava's gives
        permits at even distances and saves those of an idle second, as the bucket with room for a
        second; Resilience4j's semaphore fills up each second, as its default does.

        | permits a second | arrivals a permit | even distances, by the formula |\
        """
            .formatted(MINUTES));
    for (Queue queue : Queue.values()) {
      text.append(' ').append(queue.words).append(" |");
    }
    text.append("\n| --- | --- | --- |")
        .append(" --- |".repeat(Queue.values().length))
        .append('\n');
    for (int rate : RATES) {
      for (double load : LOADS) {
        text.append("| %d | %s | %s |".formatted(rate, load, time(truth(rate, load))));
        for (Queue queue : Queue.values()) {
          Waits waits = simulate(queue, rate, load);
          text.append(" %s (%s) |".formatted(time(waits.mean()), time(waits.longest())));
        }
        text.append('\n');
      }
    }
    return text.append(
            """

            A permit costs nanoseconds, and a caller that comes too early waits seconds: which
            limiter it is matters less than that the rate is above what arrives. At twice the rate
            the queue grows as long as callers keep coming, whatever the limiter; only refusing
            them keeps waits short.

            """)
        .toString();
  }

  private static String time(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.0f ms", 1_000 * seconds)
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
