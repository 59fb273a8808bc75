package dev.paddock.report;

import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.journal.RunEnd;
import dev.paddock.report.chart.Chart;
import dev.paddock.report.chart.Charts;
import dev.paddock.report.markup.Glossary;
import dev.paddock.report.markup.Html;
import dev.paddock.report.page.Page;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import dev.paddock.wording.Answers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run directory says, as files for people: page, charts and summary. */
public final class Reports {
  /** More cells than these are not told apart on a phone: the wide chart scrolls there. */
  private static final int MOST_FOR_PHONES = 24;

  /** How the address of a link to a published page begins in a conclusion. */
  static final String DOCS = "](docs:";

  private Reports() {}

  /**
   * Writes {@code summary.json}, {@code report.md}, {@code report.html} and {@code charts/} into
   * the run directory, anew from its other files.
   *
   * @param figures what its analysis found
   * @return the same with its answer
   * @throws RunDirectoryException where a file cannot be read or written
   */
  public static Summary write(RunDirectory run, Summary figures) {
    Summary summary = Answers.answered(figures);
    put(
        run.path(),
        files(
            summary,
            "report.html",
            run.conclusion().map(text -> text.replace(DOCS, "](../../docs/")),
            Optional.empty()));
    return summary;
  }

  /** All files that are made of a summary, by their path. */
  static Map<String, byte[]> files(Summary summary, String html) {
    return files(summary, html, Optional.empty(), Optional.empty());
  }

  /**
   * The same with a conclusion.
   *
   * @param conclusion Markdown whose first section stands in place of the answer
   * @param glossary the page of words, without its ending; empty where the page comes alone
   */
  static Map<String, byte[]> files(
      Summary summary, String html, Optional<String> conclusion, Optional<String> glossary) {
    List<Chart> charts = Charts.of(summary, Chart.WIDE);
    Map<String, Html.Drawing> drawn = new LinkedHashMap<>();
    Map<String, byte[]> files = new TreeMap<>();
    List<Chart> narrow =
        summary.cells().size() > MOST_FOR_PHONES ? List.of() : Charts.of(summary, Chart.NARROW);
    // A chart keeps what it reckoned while it was drawn, so no two threads draw the same one.
    int n = charts.size();
    List<String> svgs =
        Stream.concat(charts.stream(), narrow.stream()).parallel().map(Chart::svg).toList();
    for (int i = 0; i < n; i++) {
      String file = "charts/%s.svg".formatted(charts.get(i).name());
      files.put(file, utf8(svgs.get(i)));
      drawn.put(
          file,
          new Html.Drawing(
              svgs.get(i), narrow.isEmpty() ? Optional.empty() : Optional.of(svgs.get(n + i))));
    }
    String plain = Page.of(summary, charts, conclusion);
    String markdown =
        glossary
            .map(address -> Glossary.linked(plain, address + ".md"))
            .orElseGet(() -> Glossary.enclosed(plain));
    files.put("report.md", utf8(markdown));
    String page =
        Html.of(summary.question().orElse(summary.experiment()), Publisher.toHtml(markdown), drawn);
    files.put(html, utf8(summary.ended() == RunEnd.RUNNING ? Html.renewed(page) : page));
    files.put(SummaryFile.NAME, utf8(SummaryFile.write(summary)));
    return files;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes files below a directory; a chart that is no longer made goes. */
  static void put(Path directory, Map<String, byte[]> files) {
    try {
      Path charts = directory.resolve("charts");
      Files.createDirectories(charts);
      try (var old = Files.list(charts)) {
        for (Path file : old.toList()) {
          if (!files.containsKey("charts/" + file.getFileName())) {
            Files.delete(file);
          }
        }
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(directory.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new RunDirectoryException(
          "%s: the report cannot be written: %s. Make room or change the rights, then ask for it again."
              .formatted(directory, e.getMessage()),
          e);
    }
  }
}
