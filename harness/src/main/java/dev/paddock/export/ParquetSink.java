package dev.paddock.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A table as Parquet: filled in a DuckDB beside the file, so that memory does not limit it. */
final class ParquetSink implements Sink {
  private final Path file;
  private final Path database;
  private final Connection connection;
  private final DuckDBAppender rows;
  private boolean inRow;

  private ParquetSink(Path file, Path database, Connection connection, DuckDBAppender rows) {
    this.file = file;
    this.database = database;
    this.connection = connection;
    this.rows = rows;
  }

  static ParquetSink open(Path file, List<? extends Column<?>> columns) throws IOException {
    Path database = file.resolveSibling(file.getFileName() + ".duckdb");
    Files.deleteIfExists(database);
    String types =
        columns.stream()
            .map(column -> "\"" + column.name() + "\" " + column.type().sql())
            .collect(Collectors.joining(", "));
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET memory_limit = '512MB'");
        statement.execute("SET preserve_insertion_order = true");
        statement.execute("CREATE TABLE t (" + types + ")");
        DuckDBAppender rows =
            connection
                .unwrap(DuckDBConnection.class)
                .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "t");
        return new ParquetSink(file, database, connection, rows);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Something that the database may refuse. */
  private interface Step {
    void run() throws SQLException;
  }

  private void inRow(Step step) throws IOException {
    try {
      if (!inRow) {
        rows.beginRow();
        inRow = true;
      }
      step.run();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void whole(long value) throws IOException {
    inRow(() -> rows.append(value));
  }

  @Override
  public void decimal(double value) throws IOException {
    inRow(() -> rows.append(value));
  }

  @Override
  public void flag(boolean value) throws IOException {
    inRow(() -> rows.append(value));
  }

  @Override
  public void text(String value) throws IOException {
    inRow(() -> rows.append(value));
  }

  @Override
  public void nothing() throws IOException {
    inRow(rows::appendNull);
  }

  @Override
  public void endRow() throws IOException {
    inRow(rows::endRow);
    inRow = false;
  }

  @Override
  public void close() throws IOException {
    try (connection) {
      rows.close();
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "COPY t TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                .formatted(file.toString().replace("'", "''")));
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(database);
    }
  }
}
