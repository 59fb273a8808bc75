package dev.paddock.report;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.compare.Compared;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comparison of two runs in GitHub's Markdown, short enough for a pull request. */
public final class ComparedPage {
  private ComparedPage() {}

  /** The verdict first; what did not change is folded away. */
  public static String of(Compared compared) {
    ComparedWords words = new ComparedWords(compared);
    ComparedOrder order = new ComparedOrder(compared);
    Markdown page = new Markdown();
    page.heading(
        3, "%s: %s".formatted(escape(compared.candidate().experiment()), words.headline()));
    page.paragraph(String.join(" ", words.sentences()));
    List<String> grave =
        words.otherwise().stream().filter(line -> line.contains("could explain")).toList();
    page.list(grave.stream().map(Markdown::escape).toList());
    table(page, words, order.changed());
    folded(page, words, "undecided", order.undecided());
    folded(page, words, "without a regression", order.unchanged());
    List<String> left = words.left().stream().map(Markdown::escape).toList();
    if (!left.isEmpty()) {
      open(page, Text.count(left.size(), "note") + " on what was not compared");
      page.list(left);
      close(page);
    }
    open(page, "The two runs, and how they were compared");
    List<String> runs = words.runs(ComparedPage::name);
    page.list(
        Stream.concat(
                Stream.of("baseline: " + runs.getFirst(), "candidate: " + runs.getLast()),
                words.otherwise().stream())
            .map(Markdown::escape)
            .toList());
    page.paragraph(words.method());
    close(page);
    return page.toString();
  }

  private static void folded(
      Markdown page, ComparedWords words, String what, List<Statement> statements) {
    if (!statements.isEmpty()) {
      open(page, Text.count(statements.size(), "metric-cell") + " " + what);
      table(page, words, statements);
      close(page);
    }
  }

  private static void open(Markdown page, String summary) {
    page.paragraph("<details><summary>" + summary + "</summary>");
  }

  private static void close(Markdown page) {
    page.paragraph("</details>");
  }

  private static void table(Markdown page, ComparedWords words, List<Statement> statements) {
    if (statements.isEmpty()) {
      return;
    }
    List<List<String>> rows = statements.stream().map(words::row).toList();
    int[] shown = ComparedText.shown(rows);
    page.table(
        pick(ComparedWords.HEAD, shown), rows.stream().map(row -> pick(row, shown)).toList());
  }

  private static List<String> pick(List<String> row, int[] shown) {
    return IntStream.of(shown).mapToObj(row::get).map(Markdown::escape).toList();
  }

  /** The last name of a place: others have no use for where this machine keeps it. */
  private static String name(String place) {
    return Optional.ofNullable(Path.of(place).getFileName()).map(Path::toString).orElse(place);
  }
}
