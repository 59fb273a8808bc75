package dev.paddock.report.markup;

import dev.paddock.summary.SummaryFile;

/**
 * A figure on a page that leads to its record: a link to {@code summary.json} and a place in it.
 */
public final class RecordLink {
  private RecordLink() {}

  /**
   * The words as such a link.
   *
   * @param words are Markdown already, with brackets in pairs
   * @param at where the record is, a JSON pointer
   */
  public static String to(String words, String at) {
    return "[%s](%s#%s)".formatted(words, SummaryFile.NAME, at);
  }
}
