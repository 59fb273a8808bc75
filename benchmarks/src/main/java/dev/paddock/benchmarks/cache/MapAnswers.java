package dev.paddock.benchmarks.cache;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers in a map of the JDK, each with the time at which it expires: a cache as people write it.
 */
final class MapAnswers implements AnswerCache {
  private final Map<String, Kept> map;
  private final Keeping keeping;

  private MapAnswers(Map<String, Kept> map, Keeping keeping) {
    this.map = map;
    this.keeping = keeping;
  }

  private record Kept(CachedAnswer answer, long until) {}

  /** Forgets the answer that was not asked for the longest. */
  static AnswerCache leastRecentlyUsed(Keeping keeping) {
    Map<String, Kept> map =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > keeping.entries();
          }
        };
    return new MapAnswers(Collections.synchronizedMap(map), keeping);
  }

  /** Never forgets an answer, and so needs more and more memory. */
  static AnswerCache endless(Keeping keeping) {
    return new MapAnswers(new ConcurrentHashMap<>(), keeping);
  }

  @Override
  public CachedAnswer answer(String key, CachedAnswer made) {
    @Nullable Kept kept = map.get(key);
    if (kept != null && kept.until() > keeping.clock().nanos()) {
      return kept.answer();
    }
    map.put(key, new Kept(made, keeping.until()));
    return made;
  }

  @Override
  public long entries() {
    return map.size();
  }
}
