package dev.paddock.target;

import dev.paddock.readback.Evidence;
import dev.paddock.readback.ServerStart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parts of a server's log that a read-back rests on, whatever the log's length: how the server
 * started, the last load of the model, and what came since. All are empty where there is no log.
 */
public final class ReadBackLog {
  /** A load prints tens of kilobytes. */
  private static final int LOAD_BYTES = 1 << 20;

  private static final int START_BYTES = 1 << 16;

  private final Optional<Path> file;
  private ServerStart start = ServerStart.UNKNOWN;
  private long loading;
  private OptionalLong firstRequest = OptionalLong.empty();

  /** The log of a server that is up. */
  public ReadBackLog(Optional<Path> file) {
    this.file = file;
  }

  /** How the server started; looked for until it is found. */
  public ServerStart start() {
    if (start.seesGpu().isEmpty()) {
      start =
          file.flatMap(
                  log ->
                      LogTail.lastOf(log, ServerStart.MARK)
                          .map(at -> ServerStart.of(LogTail.part(log, at, START_BYTES))))
              .orElse(ServerStart.UNKNOWN);
    }
    return start;
  }

  /** Where the log ends now. */
  public long mark() {
    return file.map(LogTail::size).orElse(0L);
  }

  /** The model is about to be loaded: what the server runs with stands from here on. */
  public void loading() {
    loading = mark();
    firstRequest = OptionalLong.empty();
  }

  /**
   * The lines of the load, as far as they were written before {@code mark}, where a trial began; of
   * later trials no more than of the first, so that a read-back does not grow with the night.
   */
  String load(long mark) {
    if (firstRequest.isEmpty()) {
      firstRequest = OptionalLong.of(mark);
    }
    long end = Math.min(mark, firstRequest.getAsLong() + Evidence.LATE_BYTES);
    return file.map(log -> LogTail.part(log, loading, Math.clamp(end - loading, 0, LOAD_BYTES)))
        .orElse("");
  }

  /** What came since the model was about to be loaded. */
  public String sinceLoading() {
    return since(loading);
  }

  /** What came after {@code mark}. */
  public String since(long mark) {
    return file.map(log -> LogTail.since(log, mark)).orElse("");
  }
}
