package dev.paddock.benchmarks.buffers;

import dev.paddock.benchmarks.conclusion.CellFigures;
import dev.paddock.benchmarks.wire.RecordedStream;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the guide of a proxy says of read buffers, beside what was measured here.
 *
 * <p>The guide is Olla's, "Stream Buffer Size" in <a
 * href="https://thushan.github.io/olla/concepts/proxy-engines/#stream-buffer-size">Proxy
 * Engines</a>, with the same figures in <a
 * href="https://thushan.github.io/olla/configuration/practices/performance/">Performance Best
 * Practices</a>.
 */
final class ProxyGuide {
  private static final String ADDRESS =
      "https://thushan.github.io/olla/concepts/proxy-engines/#stream-buffer-size";
  private static final String TIME = "time.mean";
  private static final double NANOS_A_MS = 1e6;
  private static final double MS_A_SECOND = 1e3;

  /** A chat at a rate that is read with comfort. */
  private static final double TOKENS_A_SECOND = 20;

  private final Summary summary;
  private final RecordedStream stream;

  private ProxyGuide(Summary summary, RecordedStream stream) {
    this.summary = summary;
    this.stream = stream;
  }

  /**
   * A row of the guide.
   *
   * @param bytes of the buffer
   * @param first ms to the first token
   */
  record Row(int bytes, double first, String throughput) {
    static final List<Row> ALL =
        List.of(
            new Row(2048, 5, "lower"),
            new Row(4096, 10, "moderate"),
            new Row(8192, 20, "good"),
            new Row(16_384, 40, "better"),
            new Row(65_536, 150, "best"));

    private String words() {
      return bytes / 1024 + " KB";
    }
  }

  /**
   * The table, and which of it holds.
   *
   * @param stream whose first line is waited for
   */
  static String beside(Summary summary, RecordedStream stream) {
    return new ProxyGuide(summary, stream).write();
  }

  private String write() {
    Markdown page = new Markdown();
    page.paragraph(
        "**A proxy's guide says that a larger read buffer delays the first token** ([Olla, Stream"
            + " Buffer Size](%s)). Beside it stands what was measured here, with the harness' own"
                .formatted(ADDRESS)
            + " framing; the last two columns are of a proxy that passes nothing on before its"
            + " buffer is full.");
    page.table(
        List.of(
            "read buffer",
            "the guide: first token, throughput",
            "first line there after",
            "what it costs the client then",
            "with a full buffer there",
            "a full answer, a token",
            "filled first: waits for",
            "at %.0f tokens/s".formatted(TOKENS_A_SECOND)),
        Row.ALL.stream().map(this::row).toList());
    page.list(List.of(first(), filled(), throughput()));
    return page.toString();
  }

  private List<String> row(Row row) {
    int tokens = stream.chunksOf(row.bytes);
    return List.of(
        row.words(),
        "~%.0f ms, %s".formatted(row.first, row.throughput),
        tokens(awaited(row.bytes)),
        figure(row, Arrival.CHUNK_BY_CHUNK, Until.FIRST_LINE),
        figure(row, Arrival.FULL_BUFFERS, Until.FIRST_LINE),
        figure(row, Arrival.FULL_BUFFERS, Until.ANSWER),
        tokens(tokens),
        Numerals.figure(tokens / TOKENS_A_SECOND, "s"));
  }

  private static String tokens(int count) {
    return count == 1 ? "1 token" : count + " tokens";
  }

  /** How many tokens must have come before a framer that takes what is there has the first line. */
  int awaited(int bytes) {
    RecordedStream.Replay body = stream.replay(1);
    try {
      new OwnFramer().drain(body, new byte[bytes], 1);
    } catch (IOException e) {
      throw new UncheckedIOException("the recorded stream cannot be read", e);
    }
    return body.pieces();
  }

  private String first() {
    int most = Row.ALL.stream().mapToInt(row -> awaited(row.bytes)).max().orElseThrow();
    Optional<Estimate> slowest =
        Row.ALL.stream()
            .flatMap(
                row ->
                    cell(row, Arrival.FULL_BUFFERS, Until.FIRST_LINE)
                        .flatMap(cell -> cell.metric(TIME))
                        .stream())
            .max(Comparator.comparingDouble(Estimate::value));
    return "First token: %s. A read hands over what has come, so at every size the first line is there after %s%s."
        .formatted(
            most == 1 ? "the guide does not hold" : "the guide holds in part",
            tokens(most),
            slowest
                .map(
                    one ->
                        "; finding it in a buffer that is already full takes at most %s, where the guide has ms"
                            .formatted(Numerals.figure(one.value(), one.unit())))
                .orElse(""));
  }

  private String filled() {
    double[] rates =
        Row.ALL.stream()
            .mapToDouble(row -> stream.chunksOf(row.bytes) * MS_A_SECOND / row.first)
            .sorted()
            .toArray();
    return ("The guide's figures are those of a proxy that passes nothing on before its buffer is"
            + " full, behind a server of %,.0f to %,.0f tokens/s; at %.0f tokens/s each row"
            + " takes %,.0f times as long or more.")
        .formatted(rates[0], rates[rates.length - 1], TOKENS_A_SECOND, rates[0] / TOKENS_A_SECOND);
  }

  private String throughput() {
    Optional<Estimate> small = answer(Row.ALL.getFirst());
    Optional<Estimate> large = answer(Row.ALL.getLast());
    if (small.isEmpty() || large.isEmpty()) {
      return "Throughput: not measured in this look.";
    }
    double apart = small.get().value() - large.get().value();
    return "Throughput: with %s a token costs %s %s than with %s, which is %s of a core at 1,000 tokens/s."
        .formatted(
            Row.ALL.getFirst().words(),
            Numerals.figure(Math.abs(apart), "ns"),
            apart > 0 ? "more" : "less",
            Row.ALL.getLast().words(),
            Numerals.figure(100 * Math.abs(apart) * 1000 / (NANOS_A_MS * MS_A_SECOND), "%"));
  }

  private Optional<Estimate> answer(Row row) {
    return cell(row, Arrival.FULL_BUFFERS, Until.ANSWER).flatMap(cell -> cell.metric(TIME));
  }

  private String figure(Row row, Arrival arrival, Until until) {
    return cell(row, arrival, until)
        .flatMap(
            cell ->
                cell.metric(TIME)
                    .map(
                        one ->
                            RecordLink.to(
                                Numerals.figure(one.value(), "ns"),
                                At.metric(summary, cell.id(), TIME))))
        .orElse("–");
  }

  private Optional<OfCell> cell(Row row, Arrival arrival, Until until) {
    return new CellFigures(summary, TIME)
        .cell(StreamBuffers.variant(arrival, row.bytes, Framer.OWN, Chunk.LINE, until));
  }
}
