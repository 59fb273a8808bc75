package dev.paddock.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** Answers in Caffeine, whose upkeep is done by the thread that asks: its cost is to be seen. */
final class CaffeineAnswers implements AnswerCache {
  private final Cache<String, CachedAnswer> cache;

  CaffeineAnswers(Keeping keeping) {
    Caffeine<Object, Object> builder =
        Caffeine.newBuilder().maximumSize(keeping.entries()).executor(Runnable::run);
    if (keeping.ttl().isPresent()) {
      builder.expireAfterWrite(keeping.ttl().get()).ticker(keeping.clock()::nanos);
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
    return cache.estimatedSize();
  }
}
