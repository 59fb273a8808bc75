package dev.paddock.benchmarks.limits;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Permits, at most so many in a second; any thread may ask. */
interface Permits extends AutoCloseable {
  /** Whether there is one now, which is taken then; it never waits. */
  boolean take();

  @Override
  default void close() {}

  /** Bucket4j, which fills up steadily and holds the permits of one second. */
  record Bucketful(Bucket bucket) implements Permits {
    static Permits of(int perSecond) {
      return new Bucketful(
          Bucket.builder()
              .addLimit(
                  limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
              .withNanosecondPrecision()
              .build());
    }

    @Override
    public boolean take() {
      return bucket.tryConsume(1);
    }
  }

  /** Resilience4j's default: permits of each second come at its beginning. */
  record Atomic(AtomicRateLimiter limiter) implements Permits {
    static Permits of(int perSecond) {
      return new Atomic(new AtomicRateLimiter("atomic", eachSecond(perSecond, Duration.ZERO)));
    }

    @Override
    public boolean take() {
      return limiter.acquirePermission(1);
    }
  }

  /** Resilience4j with a semaphore, which a thread of its own fills up each second. */
  record Refilled(SemaphoreBasedRateLimiter limiter) implements Permits {
    static Permits of(int perSecond) {
      return new Refilled(
          new SemaphoreBasedRateLimiter("refilled", eachSecond(perSecond, Duration.ZERO)));
    }

    @Override
    public boolean take() {
      return limiter.acquirePermission(1);
    }

    @Override
    public void close() {
      limiter.shutdown();
    }
  }

  /** Guava, which gives one permit at a time and saves up those of an idle second. */
  record Smooth(RateLimiter limiter) implements Permits {
    static Permits of(int perSecond) {
      return new Smooth(RateLimiter.create(perSecond));
    }

    @Override
    public boolean take() {
      return limiter.tryAcquire();
    }
  }

  /** A semaphore that nobody fills up: one compare-and-set, less than which no limiter can do. */
  record Bare(Semaphore semaphore) implements Permits {
    static Permits of(int all) {
      return new Bare(new Semaphore(all));
    }

    @Override
    public boolean take() {
      return semaphore.tryAcquire();
    }
  }

  /** Resilience4j's settings for so many permits a second. */
  static RateLimiterConfig eachSecond(int permits, Duration patience) {
    return RateLimiterConfig.custom()
        .limitForPeriod(permits)
        .limitRefreshPeriod(Duration.ofSeconds(1))
        .timeoutDuration(patience)
        .build();
  }
}
