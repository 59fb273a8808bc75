package dev.paddock.target;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server's log, read from a place on. */
public final class LogTail {
  /** A model load prints tens of kilobytes; more than this is not what a trial left. */
  private static final int MOST = 4 << 20;

  private static final int BLOCK = 1 << 20;

  private LogTail() {}

  /** The size of a log in bytes; 0 where it cannot be read. */
  public static long size(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      return file.length();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What was written since the log had {@code from} bytes; empty where it cannot be read. */
  public static String since(Path log, long from) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(Math.min(from, file.length()), file.length() - MOST);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** All of a log that nobody needs any more, which then is gone; empty where it cannot be read. */
  public static String whole(Path log) {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      Files.deleteIfExists(log);
      return text;
    } catch (IOException e) {
      return "";
    }
  }

  /** At most {@code length} bytes from {@code from} on; empty where they cannot be read. */
  static String part(Path log, long from, int length) {
    return part(log, from, length, StandardCharsets.UTF_8);
  }

  private static String part(Path log, long from, int length, Charset charset) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[Math.clamp(file.length() - from, 0, length)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, charset);
    } catch (IOException e) {
      return "";
    }
  }

  /** Where {@code words} occur for the last time, in bytes; empty where they do not. */
  static Optional<Long> lastOf(Path log, String words) {
    for (long end = size(log); end > 0; end -= BLOCK - words.length()) {
      long from = Math.max(0, end - BLOCK);
      int at = part(log, from, (int) (end - from), StandardCharsets.ISO_8859_1).lastIndexOf(words);
      if (at >= 0) {
        return Optional.of(from + at);
      }
    }
    return Optional.empty();
  }

  /** The last lines of a log, for an error message. */
  public static String of(Path log) {
    List<String> lines = since(log, 0).lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? "none"
        : String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }
}
