package dev.paddock.benchmarks.cache;

import java.time.Duration;
import java.time.Instant;
import org.cache2k.Cache;
import org.cache2k.Cache2kBuilder;
import org.cache2k.operation.Scheduler;
import org.cache2k.operation.TimeReference;
import org.jspecify.annotations.Nullable;

/** Answers in cache2k. */
final class Cache2kAnswers implements AnswerCache {
  private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

  private final Cache<String, CachedAnswer> cache;

  Cache2kAnswers(Keeping keeping) {
    Cache2kBuilder<String, CachedAnswer> builder =
        Cache2kBuilder.of(String.class, CachedAnswer.class)
            .entryCapacity(keeping.entries())
            .executor(Runnable::run);
    if (keeping.ttl().isPresent()) {
      Time time = new Time(keeping.clock());
      builder.expireAfterWrite(keeping.ttl().get()).timeReference(time).scheduler(time);
    } else {
      builder.eternal(true);
    }
    cache = builder.build();
  }

  @Override
  public CachedAnswer answer(String key, CachedAnswer made) {
    @Nullable CachedAnswer kept = cache.peek(key);
    if (kept != null) {
      return kept;
    }
    cache.put(key, made);
    return made;
  }

  @Override
  public long entries() {
    return cache.asMap().size();
  }

  @Override
  public void close() {
    cache.close();
  }

  /** The clock that is handed in. Entries expire by a timer, so the timer must go by it too. */
  private record Time(RequestClock clock) implements TimeReference, Scheduler {
    @Override
    public long ticks() {
      return clock.nanos() / NANOS_OF_A_MILLISECOND;
    }

    @Override
    public void sleep(long ticks) {
      throw new UnsupportedOperationException("time only passes with a request");
    }

    @Override
    public long ticksToMillisCeiling(long ticks) {
      return ticks;
    }

    @Override
    public long toTicks(Duration duration) {
      return duration.toMillis();
    }

    @Override
    public Instant ticksToInstant(long ticks) {
      return Instant.ofEpochMilli(ticks);
    }

    @Override
    public void schedule(Runnable work, long millis) {
      clock.after(millis * NANOS_OF_A_MILLISECOND, work);
    }

    @Override
    public void execute(Runnable work) {
      work.run();
    }
  }
}
