package dev.paddock.benchmarks.cache;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import org.jspecify.annotations.Nullable;

/** Answers in Guava's cache. */
final class GuavaAnswers implements AnswerCache {
  private final Cache<String, CachedAnswer> cache;

  GuavaAnswers(Keeping keeping) {
    CacheBuilder<Object, Object> builder = CacheBuilder.newBuilder().maximumSize(keeping.entries());
    if (keeping.ttl().isPresent()) {
      RequestClock clock = keeping.clock();
      builder
          .expireAfterWrite(keeping.ttl().get())
          .ticker(
              new Ticker() {
                @Override
                public long read() {
                  return clock.nanos();
                }
              });
    }
    cache = builder.build();
  }

  @Override
  public CachedAnswer answer(String key, CachedAnswer made) {
    @Nullable CachedAnswer kept = cache.getIfPresent(key);
    if (kept != null) {
      return kept;
    }
    cache.put(key, made);
    return made;
  }

  @Override
  public long entries() {
    cache.cleanUp();
    return cache.size();
  }
}
