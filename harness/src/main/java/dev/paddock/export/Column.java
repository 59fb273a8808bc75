package dev.paddock.export;

import java.io.IOException;

/**
 * A column of a table; its name ends in its unit where it has one.
 *
 * @param <R> what a row is made of
 */
record Column<R>(String name, Type type, Cell<R> cell) {

  /** What all its values are. */
  enum Type {
    WHOLE("BIGINT"),
    DECIMAL("DOUBLE"),
    FLAG("BOOLEAN"),
    TEXT("VARCHAR");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    /** In a database. */
    String sql() {
      return sql;
    }
  }

  /** Gives the one value of a row to a sink. */
  interface Cell<R> {
    void write(R row, Sink sink) throws IOException;
  }
}
