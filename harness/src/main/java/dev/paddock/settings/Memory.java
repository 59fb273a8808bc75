package dev.paddock.settings;

import dev.paddock.settings.parse.CacheType;
import java.util.Optional;

/** What more of a setting needs of the memory. */
public enum Memory {
  /** Not known: only of equal values it can be said. */
  UNKNOWN {
    @Override
    boolean noLessOf(Value one, Value other) {
      return false;
    }
  },
  /** More of it never needs less memory: KV cache, and buffers of a step. */
  GROWS {
    @Override
    boolean noLessOf(Value one, Value other) {
      return one instanceof Value.Whole(long more)
          && other instanceof Value.Whole(long less)
          && more >= less;
    }
  },
  /** Layers move from one memory to another: only between two that use the GPU more is more. */
  LAYERS {
    @Override
    boolean noLessOf(Value one, Value other) {
      return other instanceof Value.Whole(long less) && less > 0 && GROWS.noLessOf(one, other);
    }
  },
  /** By the bits of an element. */
  CACHE_TYPE {
    @Override
    boolean noLessOf(Value one, Value other) {
      Optional<CacheType> more = type(one);
      Optional<CacheType> less = type(other);
      return more.isPresent() && less.isPresent() && more.get().noSmallerThan(less.get());
    }
  };

  abstract boolean noLessOf(Value one, Value other);

  /** Whether one value needs no less than another; where it cannot be known, it is not said. */
  public boolean noLess(Value one, Value other) {
    return one.equals(other) || noLessOf(one, other);
  }

  private static Optional<CacheType> type(Value value) {
    return value instanceof Value.Unset
        ? Optional.of(CacheType.USUAL)
        : CacheType.of(value.toString());
  }
}
