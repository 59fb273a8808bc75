package dev.paddock.journal;

import dev.paddock.record.Answered;
import dev.paddock.record.Figure;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.TrialSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;

/**
 * The open journal of a run: the one writer of its directory.
 *
 * <p>Each event is on disk before {@link #append} returns, and a trial's files before its event, so
 * a trial that the journal names is whole. Opening cuts off a last line that a crash tore.
 */
public final class Journal implements AutoCloseable {
  private final RunDirectory directory;
  private final FileChannel channel;

  private Journal(RunDirectory directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Opens the journal for writing.
   *
   * @throws RunDirectoryException where another process writes it, or the disk does not let it
   */
  public static Journal open(RunDirectory directory) {
    Path file = directory.journalFile();
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(channel, directory);
        channel.position(cutTornLine(file, channel));
        return new Journal(directory, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new RunDirectoryException(
          file + ": cannot be opened for writing: " + WholeFiles.reason(e), e);
    }
  }

  private static void lock(FileChannel channel, RunDirectory directory) throws IOException {
    boolean locked;
    try {
      @SuppressWarnings("resource") // released with the channel
      FileLock lock = channel.tryLock();
      locked = lock != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new RunDirectoryException(
          directory.path() + ": another paddock is writing this run; wait until it ends.");
    }
  }

  private static long cutTornLine(Path file, FileChannel channel) throws IOException {
    long end = channel.size();
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      while (end > 0) {
        reader.seek(end - 1);
        if (reader.read() == '\n') {
          break;
        }
        end--;
      }
    }
    channel.truncate(end);
    return end;
  }

  public RunDirectory directory() {
    return directory;
  }

  /**
   * Writes an event, and returns once it is on disk.
   *
   * @throws WriteFailedException for example where the disk is full
   */
  public void append(Event event) {
    long start = -1;
    try {
      start = channel.position();
      byte[] line =
          (Json.mapper().writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
      write(line);
    } catch (IOException e) {
      WriteFailedException failure =
          new WriteFailedException(
              "%s: the journal cannot be written: %s. Make room, then `paddock resume %s`."
                  .formatted(directory.journalFile(), WholeFiles.reason(e), directory.path()),
              e);
      cutBack(start, failure);
      throw failure;
    }
  }

  private void write(byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /** Half a line on a full disk would be glued to the next event. */
  private void cutBack(long start, WriteFailedException failure) {
    try {
      if (start >= 0) {
        channel.truncate(start);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Writes a trial's requests and telemetry, then its event.
   *
   * @throws WriteFailedException for example where the disk is full; the trial then counts as not
   *     run
   */
  public void append(Event.Trial event, List<Request> requests, List<Sample> telemetry) {
    write(event, trial -> measured(trial, requests, telemetry));
  }

  /**
   * The same, with what the server logged during the trial ({@code server.log}) and what a report
   * needs to know of it ({@code summary.json}).
   *
   * @param answers those that were checked
   * @param serverLog empty where its log cannot be read
   */
  public void append(
      Event.Trial event,
      List<Request> requests,
      List<Answered> answers,
      List<Sample> telemetry,
      String serverLog,
      TrialSummary summary) {
    write(
        event,
        trial -> {
          measured(trial, requests, telemetry);
          if (!answers.isEmpty()) {
            WholeFiles.durably(trial.resolve(RunDirectory.ANSWERS), lines(answers));
          }
          WholeFiles.durably(directory.summaryFile(event.trial()), WholeFiles.line(summary));
          if (!serverLog.isEmpty()) {
            WholeFiles.durably(
                trial.resolve("server.log"), serverLog.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /**
   * Writes the figures of a trial that something else measured, for example JMH, then its event.
   *
   * @param figures by the name of their metric, for example {@code time.mean}
   * @throws WriteFailedException for example where the disk is full; the trial then counts as not
   *     run
   */
  public void append(Event.Trial event, SortedMap<String, Figure> figures) {
    write(
        event,
        trial -> WholeFiles.durably(trial.resolve("figures.json"), WholeFiles.pretty(figures)));
  }

  private static void measured(Path trial, List<Request> requests, List<Sample> telemetry)
      throws IOException {
    WholeFiles.durably(trial.resolve("requests.jsonl"), lines(requests));
    WholeFiles.durably(trial.resolve("telemetry.jsonl"), lines(telemetry));
  }

  /** What a trial leaves in its directory. */
  private interface TrialFiles {
    void writeTo(Path trial) throws IOException;
  }

  private void write(Event.Trial event, TrialFiles files) {
    Path trial = directory.trial(event.trial());
    try {
      Files.createDirectories(trial);
      files.writeTo(trial);
    } catch (IOException e) {
      throw new WriteFailedException(
          "%s: the trial cannot be written: %s. Make room, then `paddock resume %s`."
              .formatted(trial, WholeFiles.reason(e), directory.path()),
          e);
    }
    append(event);
  }

  private static byte[] lines(List<?> values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object value : values) {
      bytes.write(Json.mapper().writeValueAsBytes(value));
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new RunDirectoryException(
          directory.journalFile() + ": cannot be closed: " + WholeFiles.reason(e), e);
    }
  }
}
