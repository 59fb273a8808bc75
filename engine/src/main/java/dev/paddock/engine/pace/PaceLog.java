package dev.paddock.engine.pace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What the reference server keeps of itself: when each chunk left, and how late that was.
 *
 * <p>The file has one JSON object a line for each request; the last line, {@code late_us}, is the
 * server's own error over all of them.
 */
final class PaceLog implements AutoCloseable {
  private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

  private final Optional<PrintWriter> file;
  private final Histogram late = new ConcurrentHistogram(LONGEST, 3);
  private final AtomicLong anonymous = new AtomicLong();
  private boolean closed;

  PaceLog(Optional<Path> file) throws IOException {
    this.file =
        file.isPresent()
            ? Optional.of(new PrintWriter(Files.newBufferedWriter(file.get())))
            : Optional.empty();
  }

  /**
   * One answer; times in nanoseconds of the monotonic clock, 0 where there is none.
   *
   * @param stamps of each chunk with text, just before its last byte was handed to the socket
   * @param cached tokens of the prompt that were not read again; empty where there is no cache
   */
  @SuppressWarnings("ArrayRecordComponent") // written out at once and never compared
  record Entry(
      OptionalLong id,
      long received,
      long firstWrite,
      long[] stamps,
      long done,
      OptionalInt cached) {}

  /** Notes by how many nanoseconds a chunk left after it was due. */
  void late(long nanos) {
    late.recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  /** Writes an answer down; one without an id gets a negative number of its own. */
  void add(Entry entry) {
    if (file.isEmpty()) {
      return;
    }
    long id = entry.id().isPresent() ? entry.id().getAsLong() : -anonymous.incrementAndGet();
    StringBuilder line = new StringBuilder(64 + entry.stamps().length * 16);
    line.append("{\"id\":").append(id).append(",\"received\":").append(entry.received());
    line.append(",\"first_write\":").append(orNull(entry.firstWrite())).append(",\"stamps\":[");
    for (int i = 0; i < entry.stamps().length; i++) {
      line.append(i == 0 ? "" : ",").append(entry.stamps()[i]);
    }
    line.append("],\"done\":").append(orNull(entry.done()));
    entry.cached().ifPresent(cached -> line.append(",\"cached\":").append(cached));
    write(line.append('}').toString());
  }

  private static String orNull(long stamp) {
    return stamp == 0 ? "null" : Long.toString(stamp);
  }

  private synchronized void write(String line) {
    if (!closed && file.isPresent()) {
      file.get().println(line);
      file.get().flush();
    }
  }

  /** How late the writes were against the schedule, for a person. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%d chunks left after they were due by p50 %.1f, p99 %.1f, max %.1f us",
        late.getTotalCount(),
        micros(50),
        micros(99),
        micros(100));
  }

  private String json() {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.putObject("late_us")
        .put("p50", micros(50))
        .put("p99", micros(99))
        .put("max", micros(100))
        .put("chunks", late.getTotalCount());
    return line.toString();
  }

  private double micros(double percentile) {
    return late.getTotalCount() == 0 ? 0 : late.getValueAtPercentile(percentile) / 1e3;
  }

  /** Ends the file with the server's own error. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    write(json());
    closed = true;
    file.ifPresent(PrintWriter::close);
    if (file.isPresent() && file.get().checkError()) {
      throw new UncheckedIOException(new IOException("the file of stamps could not be written"));
    }
  }
}
