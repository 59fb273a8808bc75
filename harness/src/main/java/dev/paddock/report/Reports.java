package dev.paddock.report;

import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Summary;
import dev.paddock.analysis.SummaryFile;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.ExperimentFile;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a run directory says, as files for people: page, charts and summary. */
public final class Reports {
  private Reports() {}

  /**
   * Writes {@code summary.json}, {@code report.md}, {@code report.html} and {@code charts/} into
   * the run directory, anew from its other files.
   *
   * @throws RunDirectoryException where a file cannot be read or written
   * @throws dev.paddock.experiment.ExperimentFileException where its experiment file is not one
   */
  public static Summary write(RunDirectory run) {
    return write(run, experiment(run));
  }

  static Summary write(RunDirectory run, Experiment experiment) {
    Summary summary = Analysis.of(run, experiment);
    put(run.path(), files(summary, "report.html"));
    return summary;
  }

  static Experiment experiment(RunDirectory run) {
    return ExperimentFile.parse(
        run.experimentFile().toString(), run.experimentText(), run.overrides());
  }

  /** All files that are made of a summary, by their path. */
  static Map<String, byte[]> files(Summary summary, String html) {
    List<Sheet> charts = Charts.of(summary, Sheet.WIDE);
    Map<String, Html.Chart> drawn = new LinkedHashMap<>();
    Map<String, byte[]> files = new TreeMap<>();
    List<Sheet> narrow = Charts.of(summary, Sheet.NARROW);
    List<Drawn> all =
        IntStream.range(0, charts.size())
            .parallel()
            .mapToObj(i -> Drawn.of(charts.get(i), narrow.get(i)))
            .toList();
    for (Drawn chart : all) {
      drawn.put(chart.path() + ".svg", new Html.Chart(chart.svg(), chart.narrow()));
      files.put(chart.path() + ".svg", utf8(chart.svg()));
      files.put(chart.path() + ".png", chart.png());
    }
    String markdown = Page.of(summary, charts);
    files.put("report.md", utf8(markdown));
    files.put(
        html, utf8(Html.of(summary.question().orElse(summary.experiment()), markdown, drawn)));
    files.put(SummaryFile.NAME, utf8(SummaryFile.write(summary)));
    return files;
  }

  /** A chart in both formats, and once more for a phone. */
  @SuppressWarnings("ArrayRecordComponent") // none is ever compared with another
  private record Drawn(String path, String svg, byte[] png, String narrow) {
    static Drawn of(Sheet chart, Sheet narrow) {
      return new Drawn("charts/" + chart.name(), chart.svg(), chart.png(), narrow.svg());
    }
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
