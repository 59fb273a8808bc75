package dev.paddock.summary;

import dev.paddock.summary.Summary.Point;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands for a value that an older file lacks. */
final class Older {
  private Older() {}

  static <T> List<T> orEmpty(@Nullable List<T> ofThisOrAnOlderFile) {
    return Optional.ofNullable(ofThisOrAnOlderFile).map(List::copyOf).orElse(List.of());
  }

  static Point.Place orUnsaid(Point.@Nullable Place ofThisOrAnOlderFile) {
    return Optional.ofNullable(ofThisOrAnOlderFile).orElse(Point.Place.UNSAID);
  }

  static Basis orUnsaid(@Nullable Basis ofThisOrAnOlderFile) {
    return Optional.ofNullable(ofThisOrAnOlderFile).orElse(Basis.UNSAID);
  }

  static String orUnsaid(@Nullable String ofThisOrAnOlderFile) {
    return Optional.ofNullable(ofThisOrAnOlderFile).orElse("");
  }
}
