package dev.paddock.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.paddock.journal.Json;

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
