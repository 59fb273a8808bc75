package dev.paddock.export;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Where a table goes, value by value in the order of its columns; absent values stay empty. */
interface Sink extends AutoCloseable {
  double MILLI = 1e6;

  void whole(long value) throws IOException;

  void decimal(double value) throws IOException;

  void flag(boolean value) throws IOException;

  void text(String value) throws IOException;

  void nothing() throws IOException;

  void endRow() throws IOException;

  /** Ends the table; what was not closed is no table. */
  @Override
  void close() throws IOException;

  default void whole(OptionalInt value) throws IOException {
    whole(value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty());
  }

  default void whole(OptionalLong value) throws IOException {
    if (value.isPresent()) {
      whole(value.getAsLong());
    } else {
      nothing();
    }
  }

  default void text(Optional<String> value) throws IOException {
    if (value.isPresent()) {
      text(value.get());
    } else {
      nothing();
    }
  }

  /** Nanoseconds, as milliseconds. */
  default void millis(OptionalLong nanos) throws IOException {
    if (nanos.isPresent()) {
      decimal(nanos.getAsLong() / MILLI);
    } else {
      nothing();
    }
  }
}
