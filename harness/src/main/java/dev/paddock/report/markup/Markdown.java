package dev.paddock.report.markup;

import java.util.List;
import java.util.stream.Collectors;

/** A page in Markdown, written from top to bottom; whatever comes from outside is escaped. */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /** Outside text that shall be read as it is, whatever characters it has. */
  public static String escape(String outside) {
    return outside
        .replaceAll("\\s+", " ")
        .replaceAll("([\\\\`*{}\\[\\]<>#|&~!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))", "\\\\$1");
  }

  public Markdown heading(int level, String words) {
    text.append("#".repeat(level)).append(' ').append(words).append("\n\n");
    return this;
  }

  public Markdown paragraph(String words) {
    text.append(words).append("\n\n");
    return this;
  }

  public Markdown list(List<String> items) {
    items.forEach(item -> text.append("- ").append(item).append('\n'));
    text.append(items.isEmpty() ? "" : "\n");
    return this;
  }

  public Markdown image(String words, String address) {
    text.append("![").append(escape(words)).append("](").append(address).append(")\n\n");
    return this;
  }

  /** A rule; what stands below it is folded on a page. */
  public Markdown rule() {
    text.append("---\n\n");
    return this;
  }

  /**
   * Lines to copy as they are.
   *
   * @param lines of which none begins as a fence does
   */
  public Markdown code(String language, List<String> lines) {
    text.append("```").append(language).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    text.append("```\n\n");
    return this;
  }

  public Markdown table(List<String> head, List<List<String>> rows) {
    row(head);
    row(head.stream().map(cell -> "---").toList());
    rows.forEach(this::row);
    text.append('\n');
    return this;
  }

  private void row(List<String> cells) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
