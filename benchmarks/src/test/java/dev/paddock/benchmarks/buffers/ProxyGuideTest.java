package dev.paddock.benchmarks.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.benchmarks.wire.RecordedStream;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProxyGuideTest {
  private static final RecordedStream STREAM = RecordedStream.of(StreamBuffers.TOKENS);

  /** A cell of our own framer. */
  private record Measured(Arrival arrival, int buffer, Until until, double nanos) {
    private String json(int id) {
      return String.format(
          Locale.ROOT,
          """
          {"id": "c%d", "levels": {"bench.framer": "own", "bench.chunk": "line",
           "bench.arrival": "%s", "bench.buffer": %d, "bench.until": "%s"},
           "metrics": {"time.mean": {"value": %f, "unit": "ns/op", "trials": 6}}}\
          """,
          id,
          arrival.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          buffer,
          until.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          nanos);
    }
  }

  private static String beside(Measured... cells) {
    List<Measured> all = List.of(cells);
    String json =
        all.stream()
            .map(cell -> cell.json(all.indexOf(cell)))
            .collect(Collectors.joining(", ", "{\"cells\": [", "]}"));
    Summary summary = SummaryFile.read(json);
    return ProxyGuide.beside(summary, STREAM);
  }

  @Test
  void the_guides_table_names_its_source() {
    assertThat(beside())
        .contains("https://thushan.github.io/olla/concepts/proxy-engines/#stream-buffer-size")
        .contains("| 2 KB | ~5 ms, lower | 1 token |")
        .contains("| 4 KB | ~10 ms, moderate | 1 token |")
        .contains("| 8 KB | ~20 ms, good | 1 token |")
        .contains("| 16 KB | ~40 ms, better | 1 token |")
        .contains("| 64 KB | ~150 ms, best | 1 token |");
  }

  @Test
  void what_was_not_measured_in_a_look_is_not_made_up() {
    assertThat(beside()).contains("–").contains("Throughput: not measured in this look");
  }

  @Test
  void figures_stand_in_the_row_of_their_buffer_and_lead_to_their_record() {
    String page =
        beside(
            new Measured(Arrival.FULL_BUFFERS, 2048, Until.ANSWER, 90),
            new Measured(Arrival.FULL_BUFFERS, 65_536, Until.ANSWER, 60),
            new Measured(Arrival.FULL_BUFFERS, 65_536, Until.FIRST_LINE, 41_000),
            new Measured(Arrival.CHUNK_BY_CHUNK, 65_536, Until.FIRST_LINE, 123));
    assertThat(page.lines().filter(line -> line.startsWith("| 64 KB")))
        .singleElement()
        .asString()
        .contains("[123 ns](summary.json#/cells/3/metrics/time.mean)")
        .contains("[41,000 ns](summary.json#/cells/2/metrics/time.mean)")
        .contains("[60.0 ns]");
    assertThat(page)
        .contains("with 2 KB a token costs 30.0 ns more than with 64 KB")
        .contains("takes at most 41,000 ns");
  }

  @Test
  void a_full_buffer_is_counted_in_tokens_of_the_stream_and_not_guessed() {
    assertThat(STREAM.chunksOf(2048)).isBetween(16, 22);
    assertThat(beside())
        .contains("| %d tokens |".formatted(STREAM.chunksOf(2048)))
        .contains("a server of 3,")
        .contains("the guide does not hold");
  }
}
