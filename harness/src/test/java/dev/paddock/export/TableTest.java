package dev.paddock.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.analysis.Synthetic;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.record.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What DuckDB reads of each table is what the run directory holds. */
class TableTest {
  @TempDir private Path results;

  private RunDirectory run() {
    return new Synthetic()
        .factor("num_ctx", 2048, 4096)
        .factor("OLLAMA_FLASH_ATTENTION", "unset", "it's \"on\", always")
        .blocks(2)
        .requests(10)
        .invalid(3)
        .write(results);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void every_request_comes_out_as_it_was(Format format) throws SQLException {
    RunDirectory run = run();
    Path file = results.resolve("it's." + format.ending());
    assertThat(Table.REQUESTS.write(run, format, file)).isEqualTo(8 * 12);
    String from = from(file);
    assertThat(one("SELECT count(*) FROM " + from)).isEqualTo(8 * 12);
    assertThat(one("SELECT sum(num_ctx) FROM " + from)).isEqualTo(48 * 2048 + 48 * 4096);
    assertThat(one("SELECT count(*) FROM " + from + " WHERE NOT valid")).isEqualTo(12);
    assertThat(one("SELECT count(*) FROM " + from + " WHERE phase = 'warmup'")).isEqualTo(16);
    assertThat(one("SELECT count(cached_tokens) FROM " + from)).as("absent").isZero();
    assertThat(
            one(
                "SELECT count(*) FROM %s WHERE OLLAMA_FLASH_ATTENTION = 'it''s \"on\", always'"
                    .formatted(from)))
        .isEqualTo(48);
    Request third = run.requests(5).get(2);
    assertThat(one("SELECT ttft_ms FROM " + from + " WHERE trial = 5 AND request = 3"))
        .isCloseTo(third.timeToFirstToken().orElseThrow() / 1e6, within(1e-9));
    assertThat(one("SELECT sent_ns FROM " + from + " WHERE trial = 5 AND request = 3"))
        .isEqualTo((double) third.sent());
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void no_gap_reaches_over_two_requests(Format format) throws SQLException {
    RunDirectory run = run();
    Path file = results.resolve("chunks." + format.ending());
    assertThat(Table.CHUNKS.write(run, format, file)).isEqualTo(8 * 12 * 16);
    assertThat(one("SELECT count(gap_ms) FROM " + from(file))).isEqualTo(8 * 12 * 15);
    Request third = run.requests(5).get(2);
    assertThat(
            one(
                "SELECT gap_ms FROM "
                    + from(file)
                    + " WHERE trial = 5 AND request = 3 AND chunk = 2"))
        .isCloseTo((third.stamps().get(1) - third.stamps().get(0)) / 1e6, within(1e-9));
  }

  @Test
  void every_time_has_its_unit_in_its_header() throws IOException {
    Path file = results.resolve("requests.csv");
    Table.REQUESTS.write(run(), Format.CSV, file);
    List<String> header = List.of(Files.readAllLines(file).getFirst().split(","));
    assertThat(header)
        .doesNotHaveDuplicates()
        .startsWith(
            "trial", "valid", "validity", "block", "cell", "num_ctx", "OLLAMA_FLASH_ATTENTION");
    assertThat(header.stream().filter(name -> name.matches(".*(sent|ttft|lag|e2e|server).*")))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("_ms") || name.endsWith("_ns"));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_place_that_cannot_be_written_is_one_message_and_leaves_no_scraps(Format format)
      throws IOException {
    RunDirectory run = run();
    Path missing = results.resolve("missing").resolve("file");
    assertThatThrownBy(() -> Table.REQUESTS.write(run, format, missing))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("--out");
    Path good = results.resolve("good");
    Table.REQUESTS.write(run, format, good);
    try (Stream<Path> left = Files.list(results)) {
      assertThat(left.filter(Files::isRegularFile)).containsExactly(good);
    }
  }

  private static String from(Path file) {
    return "'%s'".formatted(file.toString().replace("'", "''"));
  }

  private static double one(String query) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getDouble(1);
    }
  }
}
