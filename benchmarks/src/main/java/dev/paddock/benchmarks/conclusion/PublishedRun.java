package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.suite.ReaderChoice.Per;
import dev.paddock.summary.At;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Kind;
import dev.paddock.summary.SummaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a published run of a real server took: what a client's nanoseconds stand beside.
 *
 * @param page of the run, below docs, for example {@code settings}
 * @param server that was measured
 * @param processor what is known of the processor, by the names that an environment has for it
 * @param token its control cell's inter-token latency, in ms
 * @param first its control cell's time to the first token, in ms
 */
public record PublishedRun(
    String page, String server, Map<String, String> processor, Time token, Time first) {
  private static final String NOT_REAL = "paddock's reference server";
  private static final String PROCESSOR = "cpu.";
  private static final double NANOS_A_MS = 1e6;

  /**
   * One time of such a run.
   *
   * @param ms the estimate
   * @param noise half of its 95 % interval as a share of it: what the run cannot tell from noise
   * @param at its record in the page's summary, a JSON pointer
   */
  record Time(double ms, double noise, String at) {
    /** The least difference in ns that the run could tell from its noise. */
    double noticed() {
      return ms * noise * NANOS_A_MS;
    }

    /** What so many ns are of it. */
    double share(double nanos) {
      return nanos / NANOS_A_MS / ms;
    }
  }

  /** Its time of what has one operation of a suite. */
  Time time(Per per) {
    return switch (per) {
      case TOKEN -> token;
      case REQUEST -> first;
    };
  }

  /**
   * Whether the server ran on such a processor as a client did: only then may their times be set in
   * proportion.
   *
   * @param environment the client's, by fact
   */
  boolean isOn(Map<String, String> environment) {
    return processor.equals(processor(environment));
  }

  /** The facts of an environment that tell one processor, and how it is set up, from another. */
  static Map<String, String> processor(Map<String, String> environment) {
    Map<String, String> processor = new TreeMap<>(environment);
    processor.keySet().removeIf(fact -> !fact.startsWith(PROCESSOR));
    return processor;
  }

  /** Those of every page in {@code docs} that has the control cell's intervals; none elsewhere. */
  public static List<PublishedRun> in(Path docs) {
    if (!Files.isDirectory(docs)) {
      return List.of();
    }
    try (Stream<Path> pages = Files.list(docs)) {
      return pages
          .filter(page -> Files.isRegularFile(page.resolve(SummaryFile.NAME)))
          .sorted()
          .flatMap(page -> of(docs.relativize(page).toString(), SummaryFile.in(page)).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(docs + ": cannot be listed", e);
    }
  }

  static Optional<PublishedRun> of(String page, Summary run) {
    if (run.kind() == Kind.BENCH || NOT_REAL.equals(run.environment().get("server.kind"))) {
      return Optional.empty();
    }
    return time(run, "itl.p50")
        .flatMap(
            token ->
                time(run, "ttft.p50")
                    .map(
                        first ->
                            new PublishedRun(
                                page, run.server(), processor(run.environment()), token, first)));
  }

  private static Optional<Time> time(Summary run, String metric) {
    return run.cells().stream()
        .filter(cell -> cell.id().equals(run.control()))
        .flatMap(cell -> cell.metric(metric).stream())
        .filter(one -> one.value() > 0 && one.bounds().interval().isPresent())
        .map(
            one ->
                new Time(one.value(), noise(one.bounds()), At.metric(run, run.control(), metric)))
        .findFirst();
  }

  private static double noise(Bounds bounds) {
    return Math.sqrt(bounds.hi().orElseThrow() / Math.max(bounds.lo().orElseThrow(), 1e-9)) - 1;
  }
}
