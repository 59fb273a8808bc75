package dev.paddock.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a summary is written: the same summary gives the same bytes. */
public final class SummaryFile {
  /** Its name in a run directory. */
  public static final String NAME = "summary.json";

  private SummaryFile() {}

  /** The summary as JSON, with a line end. */
  public static String write(Summary summary) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary is plain numbers and text", e);
    }
  }

  /**
   * The summary that lies in a directory: a run's own, or that of a published page.
   *
   * @throws RunDirectoryException where there is none that can be read
   */
  public static Summary in(Path directory) {
    Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new RunDirectoryException(
          "%s: %s"
              .formatted(
                  directory,
                  Files.exists(directory.resolve("plan.json"))
                      ? "has no summary.json yet. Make it with: paddock report " + directory
                      : "has no summary.json. Give a run directory, or that of a published page."));
    }
    try {
      return read(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new RunDirectoryException(
          "%s: %s. Make it again with `paddock report`, or publish the run again."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * The summary that a text holds.
   *
   * @throws IllegalArgumentException where it holds none
   */
  public static Summary read(String text) {
    try {
      return Json.mapper().readValue(text, Summary.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a summary: " + e.getOriginalMessage(), e);
    }
  }
}
