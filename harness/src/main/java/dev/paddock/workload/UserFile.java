package dev.paddock.workload;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of the user's own that an experiment names, so that what is wrong with it is told by the
 * key that names it.
 *
 * @param key for example {@code load.trace}
 * @param name as it was written
 */
public record UserFile(String key, String name) {
  /** What is made of a file. */
  public interface Reading<T> {
    T of(Path path) throws IOException;
  }

  /**
   * What {@code reading} makes of it.
   *
   * @throws WorkloadException where it cannot be read
   */
  public <T> T read(Reading<T> reading) {
    try {
      return reading.of(Path.of(name));
    } catch (InvalidPathException e) {
      throw refused("is no path.");
    } catch (NoSuchFileException e) {
      throw refused(
          "there is no such file. Its path is looked for from the directory in which Paddock was"
              + " started.");
    } catch (CharacterCodingException e) {
      throw refused("is not UTF-8 text.");
    } catch (IOException e) {
      throw refused(
          Files.isDirectory(Path.of(name))
              ? "is a directory."
              : "cannot be read: " + e.getMessage());
    }
  }

  /** An exception that says what is wrong with it. */
  public WorkloadException refused(String what) {
    return new WorkloadException("%s: %s: %s".formatted(key, name, what));
  }

  /** The same of a line, from 1. */
  public WorkloadException refused(int line, String what) {
    return new WorkloadException("%s: %s:%d: %s".formatted(key, name, line, what));
  }
}
