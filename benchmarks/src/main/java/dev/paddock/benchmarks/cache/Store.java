package dev.paddock.benchmarks.cache;

/** Who keeps the answers. */
public enum Store {
  /** Caffeine: its admission policy keeps what is asked for often. */
  CAFFEINE {
    @Override
    AnswerCache open(Keeping keeping) {
      return new CaffeineAnswers(keeping);
    }
  },
  /** The same once more under another name: what differs from {@link #CAFFEINE} is noise. */
  CAFFEINE_AGAIN {
    @Override
    AnswerCache open(Keeping keeping) {
      return new CaffeineAnswers(keeping);
    }
  },
  /** Guava's cache, nearly least recently used. */
  GUAVA {
    @Override
    AnswerCache open(Keeping keeping) {
      return new GuavaAnswers(keeping);
    }
  },
  /** cache2k. */
  CACHE2K {
    @Override
    AnswerCache open(Keeping keeping) {
      return new Cache2kAnswers(keeping);
    }
  },
  /** A {@link java.util.LinkedHashMap} in order of access, behind one lock. */
  LINKED_HASH_MAP {
    @Override
    AnswerCache open(Keeping keeping) {
      return MapAnswers.leastRecentlyUsed(keeping);
    }
  },
  /** No cache: a {@link java.util.concurrent.ConcurrentHashMap} that keeps everything. */
  HASH_MAP {
    @Override
    AnswerCache open(Keeping keeping) {
      return MapAnswers.endless(keeping);
    }

    @Override
    boolean bounded() {
      return false;
    }
  };

  abstract AnswerCache open(Keeping keeping);

  /** Whether it keeps to the number of entries that it is told. */
  boolean bounded() {
    return true;
  }
}
